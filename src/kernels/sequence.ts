/** Writes the description of one pass of one layer in one direction: the struct `Sequence` of assembly/sequence.ts. */

/** Its fields, in order; each is one 32-bit word. */
export const SEQUENCE_FIELDS = [
  "cell",
  "first",
  "direction",
  "count",
  "batch",
  "hidden",
  "groups",
  "inputs",
  "inputGroups",
  "slots",
  "inputSlots",
  "hiddenSlot",
  "inputGate",
  "forgetGate",
  "outputGate",
  "candidate",
  "input",
  "inputStep",
  "weights",
  "rows",
  "hiddenRow",
  "bias",
  "lengths",
  "gates",
  "cells",
  "cellsTanh",
  "output",
  "outputStep",
  "zeros",
  "outputGradient",
  "finalGradient",
  "hiddenGradient",
  "cellGradient",
  "hiddenWeights",
  "inputWeights",
  "inputGradient",
  "weightGradient",
  "biasGradient",
  "hiddenTrace",
] as const;

/** Name of a field. */
export type SequenceField = typeof SEQUENCE_FIELDS[number];

/** A description; absent fields are 0. Meanings and units: assembly/sequence.ts. */
export type Sequence = Partial<Record<SequenceField, number>>;

/** Bytes of a description. */
export const SEQUENCE_BYTES: number = SEQUENCE_FIELDS.length * 4;

/** Writes `sequence` at byte offset `pointer`. */
export function writeSequence(
  memory: WebAssembly.Memory,
  pointer: number,
  sequence: Sequence,
): void {
  const words = new Int32Array(memory.buffer, pointer, SEQUENCE_FIELDS.length);
  SEQUENCE_FIELDS.forEach((field, i) => words[i] = sequence[field] ?? 0);
}
