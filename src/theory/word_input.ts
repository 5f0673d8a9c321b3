/**
 * What a word costs at the door of a recurrent cell: as a one-hot vector that the cell multiplies, or as a row that is looked up
 * in an embedding. A one-hot vector times a matrix is that matrix' row: an embedding is the same product without the zeros, and
 * with a width of its own choosing.
 */
import type { Cell } from "./layer.ts";
import { checkCount } from "./shape.ts";

const BLOCKS: Readonly<Record<Cell, number>> = { SimpleRNN: 1, GRU: 3, LSTM: 4 };

/** Sizes of the two ways. */
export interface WordInputSizes {
  /** The recurrent cell behind. */
  readonly cell: Cell;
  /** Different words. */
  readonly vocabulary: number;
  /** Width of the embedding. */
  readonly width: number;
  /** Hidden units. */
  readonly units: number;
}

/** One way of reading words. */
export interface WordInput {
  /** Its name. */
  readonly way: string;
  /** Numbers that stand for a word at the cell's input. */
  readonly width: number;
  /** Parameters of the embedding and of the cell's input weights, biases apart. */
  readonly parameters: number;
  /** Multiplies and adds from a word to the cell's gates, for one step. */
  readonly flops: number;
}

/**
 * One-hot vectors, multiplied in full, against an embedding that is looked up.
 * @throws RangeError when a size is no count
 */
export function wordInputs({ cell, vocabulary, width, units }: WordInputSizes): WordInput[] {
  Object.entries({ vocabulary, width, units }).forEach(([name, value]) => checkCount(name, value));
  const gates = BLOCKS[cell] * units;
  return [
    {
      way: "one-hot",
      width: vocabulary,
      parameters: gates * vocabulary,
      flops: 2 * gates * vocabulary,
    },
    {
      way: "embedding",
      width,
      parameters: vocabulary * width + gates * width,
      flops: 2 * gates * width,
    },
  ];
}
