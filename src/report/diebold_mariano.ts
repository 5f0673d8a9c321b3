/**
 * The Diebold–Mariano test of equal accuracy of two forecasts of the same values.
 *
 * F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy", Journal of Business & Economic Statistics 13 (1995);
 * its small-sample form by D. Harvey, S. Leybourne and P. Newbold, "Testing the equality of prediction mean squared
 * errors", International Journal of Forecasting 13 (1997). The variance of the mean differential is that of W. K. Newey
 * and K. D. West (Econometrica 55, 1987), since the errors of neighbouring minutes are correlated although the horizon is
 * one step; the bandwidth follows their rule of thumb, ⌊4 (n/100)^(2/9)⌋.
 */
import { twoSidedProbability } from "./student_t.ts";

/** The outcome for two forecasts, a and b. */
export interface DieboldMariano {
  /** Mean of loss(a) − loss(b): negative when a is the better one. */
  readonly meanDifferential: number;
  /** The statistic with the correction of Harvey, Leybourne and Newbold. */
  readonly statistic: number;
  /** Two-sided probability of so large a statistic if both were equally accurate; from Student's t with n−1 degrees. */
  readonly probability: number;
  /** Lags in the Newey–West variance. */
  readonly bandwidth: number;
  /** Number of losses compared. */
  readonly count: number;
}

/** The largest L with L ≤ 4 (n/100)^(2/9), found in integers: L⁹ · 100² ≤ 4⁹ · n². */
export function neweyWestBandwidth(count: number): number {
  const bound = 262_144n * BigInt(count) * BigInt(count);
  let bandwidth = 0n;
  while ((bandwidth + 1n) ** 9n * 10_000n <= bound) bandwidth++;
  return Number(bandwidth);
}

/** Newey–West estimate of the long-run variance of a series around `mean`: Bartlett weights 1 − k/(L+1). */
export function longRunVariance(
  series: Float64Array,
  mean: number,
  bandwidth: number,
): number {
  let variance = 0;
  for (let lag = 0; lag <= bandwidth && lag < series.length; lag++) {
    let sum = 0;
    for (let t = lag; t < series.length; t++) {
      sum += (series[t]! - mean) * (series[t - lag]! - mean);
    }
    const weight = lag === 0 ? 1 : 2 * (1 - lag / (bandwidth + 1));
    variance += weight * (sum / series.length);
  }
  return variance;
}

/**
 * Tests whether two forecasts are equally accurate, from their losses on the same targets in the order of time.
 * @param a losses of the first forecast, for instance squared errors
 * @param b losses of the second forecast
 * @param horizon steps ahead that were forecast, 1 or more
 * @throws RangeError for series of different or too short length, or whose differential is constant but not zero
 */
export function dieboldMariano(
  a: Float64Array,
  b: Float64Array,
  horizon = 1,
): DieboldMariano {
  const count = a.length;
  if (b.length !== count || count < 2) {
    throw new RangeError(
      `Cannot compare losses: expected two series of one length, got ${count} and ${b.length}`,
    );
  }
  const differential = a.map((loss, t) => loss - b[t]!);
  const meanDifferential = differential.reduce((sum, value) => sum + value, 0) / count;
  const bandwidth = Math.min(Math.max(neweyWestBandwidth(count), horizon - 1), count - 1);
  const variance = longRunVariance(differential, meanDifferential, bandwidth) / count;
  if (differential.every((value) => value === 0)) {
    return { meanDifferential, statistic: 0, probability: 1, bandwidth, count };
  }
  if (!(variance > 0)) {
    throw new RangeError(`Cannot test a differential without variance: mean ${meanDifferential}`);
  }
  const correction = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count;
  const statistic = Math.sqrt(correction) * meanDifferential / Math.sqrt(variance);
  const probability = twoSidedProbability(statistic, count - 1);
  return { meanDifferential, statistic, probability, bandwidth, count };
}
