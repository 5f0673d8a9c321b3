/**
 * Abrupt changes of a load series, by thresholds that hold for every household: a rise or fall of at least one standard
 * deviation of the training part within one minute, and a peak at least two deviations above the mean that tops its
 * neighbourhood. Simulated data have true changes instead (`true_changes`).
 */

/** Kinds of change; `none` marks calm steps, to compare with. */
export const CHANGE_KINDS = ["rise", "fall", "peak", "none"] as const;

/** One of the kinds. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The rule in words, for reports. */
export const CHANGE_RULE: string =
  "rise or fall: a change of at least 1 standard deviation in one minute; " +
  "peak: at least 2 standard deviations above the mean and the largest value within 10 minutes; " +
  "none: every value within 5 minutes changes by less than 0.1";

const ABRUPT = 1, HIGH = 2, CALM = 0.1, NEIGHBOURHOOD = 10, CALM_REACH = 5;

/** The kind of change at step `t` of a window of standardised values, or `undefined`. */
export function changeAt(window: ArrayLike<number>, t: number): ChangeKind | undefined {
  const step = window[t]! - window[t - 1]!;
  if (step >= ABRUPT) return "rise";
  if (step <= -ABRUPT) return "fall";
  const within = (reach: number, holds: (u: number) => boolean): boolean => {
    for (let u = Math.max(t - reach, 1); u <= Math.min(t + reach, window.length - 1); u++) {
      if (!holds(u)) return false;
    }
    return true;
  };
  const isTop = (u: number) => u === t || window[u]! < window[t]!;
  if (window[t]! >= HIGH && within(NEIGHBOURHOOD, isTop)) return "peak";
  const isCalm = (u: number) => Math.abs(window[u]! - window[u - 1]!) < CALM;
  return within(CALM_REACH, isCalm) ? "none" : undefined;
}
