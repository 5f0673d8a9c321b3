/** What turns kW into standardised values and back: `(value − mean) / standardDeviation`. */
export interface Scaling {
  /** In kW. */
  readonly mean: number;
  /** Population form (divided by n), in kW. */
  readonly standardDeviation: number;
}

/**
 * Mean and population standard deviation of the values that are not missing, in f64, in two passes (first the mean, then
 * the squared deviations from it), each summed in the order of time: the result depends on the values alone.
 *
 * @throws RangeError when no value is present, or all of them are equal
 */
export function fitScaling(values: Float32Array): Scaling {
  let count = 0, sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) {
    throw new RangeError(
      `Cannot standardise a series without values: all ${values.length} are missing`,
    );
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  }
  if (squares === 0) {
    throw new RangeError(
      `Cannot standardise a constant series: all ${count} values are ${
        values.find((v) => v === v)
      }`,
    );
  }
  return { mean, standardDeviation: Math.sqrt(squares / count) };
}

/** Standardised values, each computed in f64 and rounded once to f32. NaN stays NaN. */
export function standardise(values: Float32Array, scaling: Scaling): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value) => (value - scaling.mean) / scaling.standardDeviation);
}
