/**
 * One step of a plain recurrent network, with every term of every product, so that it can be shown line by line:
 *
 *     z = W_hh·h + W_xh·x + b_h      h' = φ(z)      ŷ = W_hy·h' + b_y
 */

/** A matrix row by row. */
export type Matrix = readonly (readonly number[])[];

/** What a step is given, for H hidden units, I inputs and O outputs. */
export interface RnnStepInput {
  /** W_hh, [H][H]: row i holds the weights of unit i. */
  readonly hiddenToHidden: Matrix;
  /** W_xh, [H][I]. */
  readonly inputToHidden: Matrix;
  /** W_hy, [O][H]. */
  readonly hiddenToOutput: Matrix;
  /** b_h, [H]: the sum of both biases where there are two. */
  readonly hiddenBias: readonly number[];
  /** b_y, [O]. */
  readonly outputBias: readonly number[];
  /** x, [I]. */
  readonly input: readonly number[];
  /** The previous h, [H]. */
  readonly previousHidden: readonly number[];
}

/** One weight times one value. */
export interface Term {
  /** Entry of the matrix. */
  readonly weight: number;
  /** Entry of the vector. */
  readonly value: number;
  /** weight · value */
  readonly product: number;
}

/** A matrix times a vector. */
export interface MatrixProduct {
  /** The terms of each row, in the order of the columns. */
  readonly terms: readonly (readonly Term[])[];
  /** Their sums, added up from left to right. */
  readonly sums: readonly number[];
}

/** Everything that a step computes, in the order in which it does. */
export interface RnnStep {
  /** What the step was given. */
  readonly given: RnnStepInput;
  /** W_hh·h */
  readonly recurrent: MatrixProduct;
  /** W_xh·x */
  readonly fromInput: MatrixProduct;
  /** z, [H] */
  readonly preactivation: readonly number[];
  /** The new h = φ(z), [H] */
  readonly hidden: readonly number[];
  /** W_hy·h, with the new h */
  readonly readout: MatrixProduct;
  /** ŷ, [O] */
  readonly output: readonly number[];
}

/** @throws RangeError unless every row of the matrix has one weight for each value */
function multiply(
  matrix: Matrix,
  vector: readonly number[],
  names: readonly [matrix: string, vector: string],
): MatrixProduct {
  const terms = matrix.map((row, i) => {
    if (row.length !== vector.length) {
      throw new RangeError(
        `Cannot multiply ${names[0]} by ${names[1]}: ` +
          `expected rows of ${vector.length}, got ${row.length} in row ${i + 1}`,
      );
    }
    return row.map((weight, j) => ({ weight, value: vector[j]!, product: weight * vector[j]! }));
  });
  return { terms, sums: terms.map((row) => row.reduce((sum, { product }) => sum + product, 0)) };
}

function checkLength(name: string, values: { readonly length: number }, expected: number): void {
  if (values.length !== expected) {
    throw new RangeError(`Cannot use ${name}: expected length ${expected}, got ${values.length}`);
  }
}

function checkFinite(name: string, values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`Cannot use ${name}: expected finite numbers, got ${wrong}`);
  }
}

/**
 * Computes one step in double precision.
 *
 * @param activation φ; ECMAScript leaves the last bits of `Math.tanh` to the engine, so round results before hashing them
 * @throws RangeError when sizes do not fit or a number is not finite
 */
export function rnnStep(
  given: RnnStepInput,
  activation: (z: number) => number = Math.tanh,
): RnnStep {
  const { hiddenToHidden, inputToHidden, hiddenToOutput, hiddenBias, outputBias } = given;
  const { input, previousHidden } = given;
  const units = previousHidden.length;
  checkLength("W_hh", hiddenToHidden, units);
  checkLength("W_xh", inputToHidden, units);
  checkLength("b_h", hiddenBias, units);
  checkLength("b_y", outputBias, hiddenToOutput.length);
  checkFinite("W_hh", hiddenToHidden.flat());
  checkFinite("W_xh", inputToHidden.flat());
  checkFinite("W_hy", hiddenToOutput.flat());
  checkFinite("b_h", hiddenBias);
  checkFinite("b_y", outputBias);
  checkFinite("x", input);
  checkFinite("h", previousHidden);

  const recurrent = multiply(hiddenToHidden, previousHidden, ["W_hh", "h"]);
  const fromInput = multiply(inputToHidden, input, ["W_xh", "x"]);
  const preactivation = recurrent.sums.map((sum, i) => sum + fromInput.sums[i]! + hiddenBias[i]!);
  const hidden = preactivation.map((z) => activation(z));
  const readout = multiply(hiddenToOutput, hidden, ["W_hy", "h"]);
  const output = readout.sums.map((sum, i) => sum + outputBias[i]!);
  return { given, recurrent, fromInput, preactivation, hidden, readout, output };
}
