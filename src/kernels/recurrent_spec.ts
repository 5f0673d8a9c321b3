/**
 * What a stack of recurrent layers is: its cell, sizes and directions, the parameters that follow from them, and the slots
 * in which the kernels keep each cell's pre-activations (see assembly/sequence.ts).
 */

/** SimpleRNN is PyTorch's nn.RNN with tanh; LSTM and GRU are nn.LSTM and nn.GRU. */
export type Cell = "SimpleRNN" | "LSTM" | "GRU";

/** A gate of the LSTM that an ablation may remove, which holds it at one. */
export type LstmGate = "input" | "forget" | "output";

/** A stack of recurrent layers of equal hidden size. */
export interface RecurrentSpec {
  /** What each layer computes. */
  readonly cell: Cell;
  /** Features of the input at each step. */
  readonly inputs: number;
  /** Hidden units of each layer and direction. */
  readonly hidden: number;
  /** Layers, one upon the other. */
  readonly layers: number;
  /** Whether each layer reads the sequence in both directions; the next reads both outputs side by side. */
  readonly bidirectional: boolean;
  /** Gates of the LSTM that are absent, with their parameters; held at one. Empty for the other cells. */
  readonly removedGates?: readonly LstmGate[];
}

/** Where a slot finds its rows in PyTorch's stacked weights: as a multiple of the hidden size, or absent. */
export interface Slot {
  /** Its name in the cell's equations. */
  readonly name: string;
  /** Rows that multiply the input. */
  readonly inputRow: number | undefined;
  /** Rows that multiply the previous hidden state. */
  readonly hiddenRow: number | undefined;
}

/** A parameter's name within the stack, as PyTorch names it, and its shape. */
export interface ParameterShape {
  /** Such as `weight_ih_l0_reverse`. */
  readonly name: string;
  /** [rows, columns] of a weight, [rows] of a bias. */
  readonly shape: readonly number[];
}

/** The slots of a cell, in the order of the kernels. */
export function slotsOf(spec: RecurrentSpec): readonly Slot[] {
  switch (spec.cell) {
    case "SimpleRNN":
      return [{ name: "a", inputRow: 0, hiddenRow: 0 }];
    case "GRU":
      return [
        { name: "n", inputRow: 2, hiddenRow: undefined },
        { name: "r", inputRow: 0, hiddenRow: 0 },
        { name: "z", inputRow: 1, hiddenRow: 1 },
        { name: "hidden n", inputRow: undefined, hiddenRow: 2 },
      ];
    case "LSTM":
      return presentLstmGates(spec).map((name, row) => ({ name, inputRow: row, hiddenRow: row }));
  }
}

/** The LSTM's gates and candidate that the ablation leaves, in PyTorch's order i, f, g, o. */
function presentLstmGates(spec: RecurrentSpec): string[] {
  const removed = new Set<string>((spec.removedGates ?? []).map((gate) => gate[0]!));
  return ["i", "f", "g", "o"].filter((name) => !removed.has(name));
}

/** Rows of the stacked weights, as a multiple of the hidden size: 1, 4 (less removed gates) or 3. */
export function gateRows(spec: RecurrentSpec): number {
  return spec.cell === "SimpleRNN" ? 1 : spec.cell === "GRU" ? 3 : presentLstmGates(spec).length;
}

/** Directions of each layer: 1 or 2. */
export function directionsOf(spec: RecurrentSpec): number {
  return spec.bidirectional ? 2 : 1;
}

/** Features that a layer reads: the input's, or every direction of the layer below. */
export function layerInputs(spec: RecurrentSpec, layer: number): number {
  return layer === 0 ? spec.inputs : spec.hidden * directionsOf(spec);
}

/**
 * Parameters in PyTorch's order and naming: for each layer and direction weight_ih, weight_hh, bias_ih, bias_hh, with the
 * suffix `_l{layer}` and, for the backward direction, `_reverse`. Rows are stacked i, f, g, o (LSTM) and r, z, n (GRU).
 */
export function recurrentParameters(spec: RecurrentSpec): ParameterShape[] {
  const rows = gateRows(spec) * spec.hidden;
  const shapes: ParameterShape[] = [];
  for (let layer = 0; layer < spec.layers; layer++) {
    for (let direction = 0; direction < directionsOf(spec); direction++) {
      const suffix = `_l${layer}${direction === 1 ? "_reverse" : ""}`;
      shapes.push(
        { name: `weight_ih${suffix}`, shape: [rows, layerInputs(spec, layer)] },
        { name: `weight_hh${suffix}`, shape: [rows, spec.hidden] },
        { name: `bias_ih${suffix}`, shape: [rows] },
        { name: `bias_hh${suffix}`, shape: [rows] },
      );
    }
  }
  return shapes;
}

/**
 * Checks a stack's sizes.
 * @throws RangeError naming the first field that is out of range
 */
export function checkRecurrentSpec(spec: RecurrentSpec): void {
  for (const field of ["inputs", "hidden", "layers"] as const) {
    if (!Number.isInteger(spec[field]) || spec[field] < 1) {
      throw new RangeError(
        `Cannot build a stack with ${field} = ${spec[field]}: expected a positive integer`,
      );
    }
  }
  if (spec.removedGates?.length && spec.cell !== "LSTM") {
    throw new RangeError(
      `Cannot remove gates from ${spec.cell}: only an LSTM's gates can be removed`,
    );
  }
}
