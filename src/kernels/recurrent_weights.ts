/**
 * PyTorch's stacked weights of one layer and direction, into the panels that the kernels read, and gradients back out of
 * them. Slots and their rows: recurrent_spec.ts.
 */
import type { KernelHost, Pointer } from "./module.ts";
import {
  type DirectionPlan,
  type LayerPlan,
  type RecurrentPlan,
  ROW,
  WORD,
} from "./recurrent_plan.ts";

/** Pointers to the parameters of one layer and direction, or to their gradients. */
export interface LayerPointers {
  /** [rows][columns]: the weights of the input. */
  readonly weightIh: Pointer;
  /** [rows][hidden]: the weights of the previous hidden state. */
  readonly weightHh: Pointer;
  /** [rows]: the bias that PyTorch adds to the product with the input. */
  readonly biasIh: Pointer;
  /** [rows]: the bias that PyTorch adds to the product with the hidden state. */
  readonly biasHh: Pointer;
}

/** Picks the pointers of one layer and direction from a list in the order of `recurrentParameters`. */
export function layerPointers(
  all: readonly Pointer[],
  layer: number,
  direction: number,
  directions: number,
): LayerPointers {
  const at = (layer * directions + direction) * 4;
  return { weightIh: all[at]!, weightHh: all[at + 1]!, biasIh: all[at + 2]!, biasHh: all[at + 3]! };
}

/** Packs weights and biases for the forward pass into the workspace. */
export function packWeights(
  { kernels }: KernelHost,
  plan: RecurrentPlan,
  layer: LayerPlan,
  { sequence }: DirectionPlan,
  workspace: Pointer,
  from: LayerPointers,
): void {
  const { hidden, rows, hiddenRow, inputs } = sequence;
  const panel = rows * ROW;
  plan.slots.forEach(({ inputRow, hiddenRow: recurrentRow }, slot) => {
    const panels = workspace + sequence.weights + slot * plan.groups * panel;
    let biasIh = 0, biasHh = 0;
    if (inputRow !== undefined) {
      biasIh = from.biasIh + inputRow * hidden * WORD;
      const weight = from.weightIh + inputRow * hidden * layer.columns * WORD;
      kernels.packPanels(weight, hidden, layer.columns, layer.width, inputs, panels, panel);
    }
    if (recurrentRow !== undefined) {
      biasHh = from.biasHh + recurrentRow * hidden * WORD;
      const weight = from.weightHh + recurrentRow * hidden * hidden * WORD;
      kernels.packPanels(weight, hidden, hidden, hidden, hidden, panels + hiddenRow * ROW, panel);
    }
    kernels.packBias(biasIh, biasHh, hidden, workspace + sequence.bias + slot * plan.groups * ROW);
  });
}

/** Packs the recurrent weights, transposed, into the scratch memory: what carries ∂L/∂h one step back. */
export function packHiddenWeights(
  { kernels }: KernelHost,
  plan: RecurrentPlan,
  { sequence, scratch }: DirectionPlan,
  base: Pointer,
  weightHh: Pointer,
): void {
  const { hidden } = sequence;
  const rows = plan.slots.flatMap((slot) => slot.hiddenRow ?? []);
  const part = plan.groups * 8 * ROW, panel = rows.length * part;
  rows.forEach((row, i) => {
    const weight = weightHh + row * hidden * hidden * WORD,
      target = base + scratch.hiddenWeights + i * part;
    kernels.packTransposed(weight, hidden, hidden, hidden, plan.groups, target, panel);
  });
}

/** Packs the input weights, transposed, into the scratch memory: what carries the gradient to the layer below. */
export function packInputWeights(
  { kernels }: KernelHost,
  plan: RecurrentPlan,
  layer: LayerPlan,
  { sequence, scratch }: DirectionPlan,
  base: Pointer,
  weightIh: Pointer,
): void {
  const { hidden } = sequence;
  const rows = plan.slots.flatMap((slot) => slot.inputRow ?? []);
  const part = plan.groups * 8 * ROW, panel = rows.length * part;
  rows.forEach((row, i) => {
    const weight = weightIh + row * hidden * layer.columns * WORD;
    const target = base + scratch.inputWeights + i * part;
    kernels.packTransposed(
      weight,
      hidden,
      layer.columns,
      layer.width,
      layer.inputGroups,
      target,
      panel,
    );
  });
}

/** Unpacks the gradients of weights and biases from the scratch memory. */
export function unpackGradients(
  { kernels, memory }: KernelHost,
  plan: RecurrentPlan,
  layer: LayerPlan,
  { sequence, scratch }: DirectionPlan,
  base: Pointer,
  to: LayerPointers,
): void {
  const { hidden, rows, hiddenRow, inputs } = sequence;
  const panel = rows * ROW;
  const bytes = new Uint8Array(memory.buffer);
  plan.slots.forEach(({ inputRow, hiddenRow: recurrentRow }, slot) => {
    const panels = base + scratch.weightGradient + slot * plan.groups * panel;
    const bias = base + scratch.biasGradient + slot * plan.groups * ROW;
    if (inputRow !== undefined) {
      const weight = to.weightIh + inputRow * hidden * layer.columns * WORD;
      kernels.unpackPanels(panels, panel, hidden, layer.columns, layer.width, inputs, weight);
      bytes.copyWithin(to.biasIh + inputRow * hidden * WORD, bias, bias + hidden * WORD);
    }
    if (recurrentRow !== undefined) {
      const weight = to.weightHh + recurrentRow * hidden * hidden * WORD;
      kernels.unpackPanels(panels + hiddenRow * ROW, panel, hidden, hidden, hidden, hidden, weight);
      bytes.copyWithin(to.biasHh + recurrentRow * hidden * WORD, bias, bias + hidden * WORD);
    }
  });
}
