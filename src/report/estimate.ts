/** A number with its 95% interval, as the evidence of a claim. */
import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { meanInterval } from "./interval.ts";
import { NORMAL_QUANTILE, type Proportion } from "./proportion.ts";

/** What an interval holds the scatter of; `exact` for a number that nothing scatters. */
export type Scatter = "seeds" | "reviews" | "exact";

/** A statistic with its interval. */
export interface Estimate {
  /** The statistic, or its mean over seeds. */
  readonly value: number;
  /** Lower end; `null` for one seed, which says nothing of the scatter over seeds. */
  readonly low: number | null;
  /** Upper end, or `null` alike. */
  readonly high: number | null;
  /** What the interval is over. */
  readonly over: Scatter;
  /** How many seeds or reviews; 1 for an exact number. */
  readonly count: number;
  /** The value of each seed, where the interval is over several: three seeds are better seen than summed up. */
  readonly bySeed: readonly number[];
}

/** Form of an `Estimate` in `claims.json`. */
export const estimateSchema: Schema<Estimate> = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  over: z.enum(["seeds", "reviews", "exact"]),
  count: z.int().positive(),
  bySeed: z.array(z.number()),
});

/** The mean of one value a seed with Student's interval; no interval for one seed. */
export function overSeeds(values: readonly number[]): Estimate {
  const { mean, halfWidth, count } = meanInterval(values);
  const [low, high] = halfWidth === null ? [null, null] : [mean - halfWidth, mean + halfWidth];
  return { value: mean, low, high, over: "seeds", count, bySeed: count > 1 ? values : [] };
}

/** A proportion of some reviews with the interval that it carries, which is over `seeds` where there are several. */
export function ofProportion(
  { mean, low, high, over }: Proportion,
  reviews: number,
  seeds: readonly number[],
): Estimate {
  return over === "seeds"
    ? { value: mean, low, high, over, count: seeds.length, bySeed: seeds }
    : { value: mean, low, high, over, count: reviews, bySeed: [] };
}

/** A number without scatter: a count of parameters, or the extreme of all cases tried. */
export function exactly(value: number): Estimate {
  return { value, low: value, high: value, over: "exact", count: 1, bySeed: [] };
}

/**
 * Difference of two proportions of the same `count` reviews, from the reviews that one alone gets right: the normal
 * interval of a paired difference (J. L. Fleiss, "Statistical methods for rates and proportions", 1981, 8.2).
 */
export function pairedProportions(onlyA: number, onlyB: number, count: number): Estimate {
  const value = (onlyA - onlyB) / count;
  const half = NORMAL_QUANTILE * Math.sqrt(Math.max(onlyA + onlyB - count * value * value, 0)) /
    count;
  return { value, low: value - half, high: value + half, over: "reviews", count, bySeed: [] };
}

/** The same in another unit: 100 turns a share into per cent. */
export function scaled(estimate: Estimate, factor: number): Estimate {
  const { value, low, high, bySeed } = estimate;
  const ends = [low, high].map((end) => (end === null ? null : end * factor));
  const [least, most] = factor < 0 ? ends.reverse() : ends;
  return {
    ...estimate,
    value: value * factor,
    low: least!,
    high: most!,
    bySeed: bySeed.map((one) => one * factor),
  };
}
