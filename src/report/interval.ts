import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { studentQuantile } from "./student_t.ts";

/** A mean over seeds with its 95% interval, in the unit of the values. */
export interface Interval {
  /** Arithmetic mean. */
  readonly mean: number;
  /** Half the width of the 95% interval; `null` for a single value, which says nothing of the spread. */
  readonly halfWidth: number | null;
  /** How many values went in. */
  readonly count: number;
}

/**
 * Mean of independent runs with the two-sided 95% interval of Student's t: mean ± t(0.975, n−1) · s/√n, where s is the
 * sample standard deviation (n−1 in the denominator). Gosset ("Student"), "The probable error of a mean", Biometrika 6
 * (1908). It supposes that the runs of a model scatter roughly normally; with three seeds, nobody can check that.
 * @throws RangeError for no values
 */
export function meanInterval(values: readonly number[]): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError("Cannot take the mean of no values");
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, halfWidth: null, count };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const standardError = Math.sqrt(squares / (count - 1) / count);
  return { mean, halfWidth: studentQuantile(0.975, count - 1) * standardError, count };
}

/** Form of an `Interval` in `results.json`. */
export const intervalSchema: Schema<Interval> = z.strictObject({
  mean: z.number(),
  halfWidth: z.number().nullable(),
  count: z.int().positive(),
});
