/** PyTorch's parameters of one layer and direction, by what they multiply, in the orders that ONNX and Scan bodies want. */
import { gateRows, layerInputs, type RecurrentSpec } from "../kernels/recurrent_spec.ts";

/** Values of each parameter by its name (`rnn.weight_ih_l0`, `fc.bias`), row after row. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** Parameters of one layer and direction: rows are the gates' blocks of `hidden` rows each. */
export interface LayerWeights {
  /** [gates·hidden, inputs] */
  readonly weightIh: Float32Array;
  /** [gates·hidden, hidden] */
  readonly weightHh: Float32Array;
  /** [gates·hidden] */
  readonly biasIh: Float32Array;
  /** [gates·hidden] */
  readonly biasHh: Float32Array;
}

/** Suffix of PyTorch's names: `_l1`, `_l1_reverse`. */
export function layerSuffix(layer: number, direction: number): string {
  return `_l${layer}${direction === 1 ? "_reverse" : ""}`;
}

/**
 * Finds the parameters of one layer and direction.
 * @throws RangeError when one is missing or has another number of values
 */
export function layerWeights(
  spec: RecurrentSpec,
  weights: Weights,
  layer: number,
  direction: number,
): LayerWeights {
  const rows = gateRows(spec) * spec.hidden, suffix = layerSuffix(layer, direction);
  const find = (name: string, columns: number) =>
    parameter(weights, `rnn.${name}${suffix}`, rows * columns);
  return {
    weightIh: find("weight_ih", layerInputs(spec, layer)),
    weightHh: find("weight_hh", spec.hidden),
    biasIh: find("bias_ih", 1),
    biasHh: find("bias_hh", 1),
  };
}

/**
 * A parameter by name.
 * @throws RangeError when it is missing or has another number of values than `size`
 */
export function parameter(weights: Weights, name: string, size: number): Float32Array {
  const values = weights[name];
  if (values?.length !== size) {
    throw new RangeError(
      `Cannot export ${name}: expected ${size} values, got ${values?.length ?? "none"}`,
    );
  }
  return values;
}

/**
 * Picks blocks of rows by number; an absent one (`undefined`) becomes a block of `fill`.
 * @param matrix [blocks, blockSize]
 */
export function pickBlocks(
  matrix: Float32Array,
  blockSize: number,
  blocks: readonly (number | undefined)[],
  fill = 0,
): Float32Array {
  const picked = new Float32Array(blocks.length * blockSize).fill(fill);
  blocks.forEach((block, at) => {
    if (block === undefined) return;
    picked.set(matrix.subarray(block * blockSize, (block + 1) * blockSize), at * blockSize);
  });
  return picked;
}

/** The transpose [columns, rows] of a matrix [rows, columns]. */
export function transposed(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows;
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return result;
}

/** Joins arrays one after another. */
export function joined(arrays: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    result.set(array, at);
    at += array.length;
  }
  return result;
}
