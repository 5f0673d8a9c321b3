import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { meanInterval } from "./interval.ts";

/** The 0.975 quantile of the normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054;

/** A proportion with its 95% interval. */
export interface Proportion {
  /** The proportion, or its mean over seeds. */
  readonly mean: number;
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** What the interval holds the scatter of: trainings, or the choice of samples for a single training. */
  readonly over: "seeds" | "reviews";
}

/** Form of a `Proportion` in `results.json`. */
export const proportionSchema: Schema<Proportion> = z.strictObject({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  over: z.enum(["seeds", "reviews"]),
});

/**
 * Wilson's score interval of a proportion of `count` samples. E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", Journal of the American Statistical Association 22 (1927).
 * @throws RangeError unless 0 ≤ proportion ≤ 1 and count > 0
 */
export function wilsonInterval(proportion: number, count: number): { low: number; high: number } {
  if (!(proportion >= 0 && proportion <= 1 && count > 0)) {
    throw new RangeError(`Cannot bound a proportion of ${proportion} of ${count} samples`);
  }
  const z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
  const centre = proportion + z2 / (2 * count);
  const spread = NORMAL_QUANTILE *
    Math.sqrt(proportion * (1 - proportion) / count + z2 / (4 * count * count));
  const scale = 1 + z2 / count;
  return { low: (centre - spread) / scale, high: (centre + spread) / scale };
}

/**
 * The mean of one proportion a seed, each of `count` samples: Student's interval over the seeds, or Wilson's over the
 * samples where there is one seed.
 */
export function proportionOver(values: readonly number[], count: number): Proportion {
  const { mean, halfWidth } = meanInterval(values);
  return halfWidth === null
    ? { mean, ...wilsonInterval(mean, count), over: "reviews" }
    : { mean, low: mean - halfWidth, high: mean + halfWidth, over: "seeds" };
}
