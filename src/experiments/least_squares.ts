/** Ordinary least squares by the normal equations, in f64 with a fixed order of every sum. */

/**
 * Coefficients [features] that minimise Σ (targetᵢ − Σⱼ coefficientⱼ · featureᵢⱼ)².
 *
 * @param rows number of observations
 * @param features number of coefficients
 * @param observe writes the features of observation i into `into` [features] and returns its target
 * @throws RangeError when a feature depends linearly on those before it
 */
export function leastSquares(
  rows: number,
  features: number,
  observe: (i: number, into: Float64Array) => number,
): Float64Array {
  const gram = new Float64Array(features * features), moments = new Float64Array(features);
  const x = new Float64Array(features);
  for (let i = 0; i < rows; i++) {
    const target = observe(i, x);
    for (let j = 0; j < features; j++) {
      const value = x[j]!;
      moments[j]! += value * target;
      for (let k = 0; k <= j; k++) gram[j * features + k]! += value * x[k]!;
    }
  }
  return solve(gram, moments);
}

/** Share of a feature's own square below which what its predecessors leave of it is rounding. */
const DEPENDENCE = 1e-12;

/** Solves A·x = b for a symmetric positive definite A, given by its lower triangle, by Cholesky's factorisation. */
function solve(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = lower[j * n + k]!;
      const scale = sum;
      for (let i = 0; i < k; i++) sum -= lower[j * n + i]! * lower[k * n + i]!;
      if (j !== k) lower[j * n + k] = sum / lower[k * n + k]!;
      else if (sum > scale * DEPENDENCE) lower[j * n + j] = Math.sqrt(sum);
      else {
        throw new RangeError(
          `Cannot fit by least squares: feature ${j} depends on those before it`,
        );
      }
    }
  }
  const x = Float64Array.from(b);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) x[j]! -= lower[j * n + i]! * x[i]!;
    x[j]! /= lower[j * n + j]!;
  }
  for (let j = n - 1; j >= 0; j--) {
    for (let i = j + 1; i < n; i++) x[j]! -= lower[i * n + j]! * x[i]!;
    x[j]! /= lower[j * n + j]!;
  }
  return x;
}
