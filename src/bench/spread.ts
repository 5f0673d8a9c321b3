/** Where repeated measurements lie. */
export interface Spread {
  /** The smallest. */
  readonly minimum: number;
  /** The middle one, or the mean of the two in the middle. */
  readonly median: number;
  /** The largest. */
  readonly maximum: number;
  /** How many there are. */
  readonly count: number;
}

/**
 * Summarises measurements, in their unit and in any order.
 * @throws RangeError when there is no measurement
 */
export function spreadOf(measurements: readonly number[]): Spread {
  if (measurements.length === 0) throw new RangeError("Cannot summarise no measurement");
  const sorted = measurements.toSorted((a, b) => a - b), middle = sorted.length >> 1;
  return {
    minimum: sorted[0]!,
    median: sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
    maximum: sorted.at(-1)!,
    count: sorted.length,
  };
}
