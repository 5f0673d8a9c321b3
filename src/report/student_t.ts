/**
 * Student's t distribution, from stdlib: its special functions are written in plain arithmetic, so that they give the same
 * bits on every engine, and agree with SciPy to 1e-13.
 */
import cdf from "@stdlib/stats-base-dists-t-cdf";
import quantile from "@stdlib/stats-base-dists-t-quantile";

/**
 * The value that a t variable with `degrees` degrees of freedom stays below with probability `probability`.
 * @throws RangeError unless 0 < probability < 1 and degrees > 0
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1 && degrees > 0)) {
    throw new RangeError(
      `Cannot take a quantile of Student's t: probability ${probability}, degrees ${degrees}`,
    );
  }
  return quantile(probability, degrees);
}

/**
 * The probability that |T| ≥ |statistic| for a t variable with `degrees` degrees of freedom, from the lower tail, where
 * no digits cancel.
 * @throws RangeError for a statistic that is not finite or degrees ≤ 0
 */
export function twoSidedProbability(statistic: number, degrees: number): number {
  if (!(Number.isFinite(statistic) && degrees > 0)) {
    throw new RangeError(
      `Cannot find a probability of Student's t: statistic ${statistic}, degrees ${degrees}`,
    );
  }
  return 2 * cdf(-Math.abs(statistic), degrees);
}
