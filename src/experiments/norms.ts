/** Norms of the states that a probe saw, and how they move over time; sums in f64 in a fixed order. */
import type { Trace } from "../kernels/recurrent_pass.ts";

/** Euclidean norm of each sample's state at each step, [batch][steps], of a trace [batch][steps][hidden]. */
export function stateNorms(trace: Trace, hidden: number): Float64Array {
  const norms = new Float64Array(trace.length / hidden);
  for (let row = 0; row < norms.length; row++) {
    let squares = 0;
    for (let unit = 0; unit < hidden; unit++) {
      const value = trace[row * hidden + unit]!;
      squares += value * value;
    }
    norms[row] = Math.sqrt(squares);
  }
  return norms;
}

/** Mean and standard deviation (population) of some numbers; zero for none. */
export function momentsOf(values: ArrayLike<number>): {
  readonly mean: number;
  readonly standardDeviation: number;
} {
  const count = values.length;
  if (count === 0) return { mean: 0, standardDeviation: 0 };
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return { mean, standardDeviation: Math.sqrt(squares / count) };
}

/** Largest singular value of a square matrix [size][size], by power iteration on its Gram matrix. */
export function spectralNorm(matrix: ArrayLike<number>, size: number, iterations = 200): number {
  let vector = new Float64Array(size).fill(1 / Math.sqrt(size)), norm = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const image = new Float64Array(size), back = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) image[i]! += matrix[i * size + j]! * vector[j]!;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) back[j]! += matrix[i * size + j]! * image[i]!;
    }
    let squares = 0;
    for (const value of back) squares += value * value;
    const length = Math.sqrt(squares);
    if (length === 0) return 0;
    norm = Math.sqrt(length);
    vector = back.map((value) => value / length);
  }
  return norm;
}
