/** All that happened inside a network while it read one sample. */

/** One layer in one direction. Steps that it did not run hold NaN. */
export interface LayerInspection {
  /** From 0. */
  readonly layer: number;
  /** 0 forward, 1 backward. */
  readonly direction: number;
  /** Gates and states by the names of the cell's equations, [steps][hidden] each. */
  readonly traces: Readonly<Record<string, Float32Array>>;
  /** [steps][hidden]: the total derivative of the output with respect to h. */
  readonly hiddenGradient: Float32Array;
}

/** The whole. */
export interface Inspection {
  /** Steps of the sample, padding included. */
  readonly steps: number;
  /** Units of each layer and direction. */
  readonly hidden: number;
  /** What the head gives: a standardised load, or the logit of a positive review. */
  readonly output: number;
  /** The lowest layer first, forward before backward. */
  readonly layers: readonly LayerInspection[];
  /** Features of a step: 1, or the width of the embedding. */
  readonly inputs: number;
  /** [steps][inputs]: the derivative of the output with respect to what each step reads. */
  readonly inputGradient: Float32Array;
  /** [steps]: what the head would give at each step; absent for a network that reads backward too. */
  readonly readouts?: Float32Array;
}

/** ‖·‖₂ of each of the rows of a matrix [rows][columns], summed in f64. */
export function rowNorms(values: Float32Array, columns: number): Float32Array {
  const norms = new Float32Array(values.length / columns);
  for (let row = 0; row < norms.length; row++) {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += values[i]! * values[i]!;
    norms[row] = Math.sqrt(sum);
  }
  return norms;
}

/** The mean of each of the rows of a matrix [rows][columns]. */
export function rowMeans(values: Float32Array, columns: number): Float32Array {
  const means = new Float32Array(values.length / columns);
  for (let row = 0; row < means.length; row++) {
    let sum = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++) sum += values[i]!;
    means[row] = sum / columns;
  }
  return means;
}
