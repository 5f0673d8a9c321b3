/**
 * How far back one output sees: a recurrent layer against convolutions over the same steps. The state at step t depends on
 * all t steps so far, with one layer; a stack of convolutions of kernel k on 1 + (k − 1)·Σ dilations of them. What may have
 * an influence and what does have one are two things: see the gradients of Q6-B.
 */
import { checkCount } from "./shape.ts";

/** One model of the table. */
export interface Reach {
  /** The layers in few words: `Conv1d, kernel 3`. */
  readonly model: string;
  /** Steps that the last output sees, for each number of layers; `null` for all steps so far, however many. */
  readonly reach: readonly (number | null)[];
  /** Layers needed to see `steps` steps. */
  readonly layersNeeded: number;
}

/** What a table is made for. */
export interface ReachSettings {
  /** Kernels of the convolutions. */
  readonly kernels: readonly number[];
  /** Numbers of layers. */
  readonly layers: readonly number[];
  /** The length that is to be seen whole. */
  readonly steps: number;
}

/** Steps that the last output of a stack of convolutions sees, one layer for each dilation, all strides 1. */
export function convolutionReach(kernel: number, dilations: readonly number[]): number {
  return 1 + (kernel - 1) * dilations.reduce((a, b) => a + b, 0);
}

/** Dilations of a stack whose dilation grows by a factor from layer to layer. */
function dilations(layers: number, growth: number): number[] {
  const result = [1];
  while (result.length < layers) result.push(result.at(-1)! * growth);
  return result;
}

/** Layers of such a stack until it sees `steps` steps. */
function layersNeeded(kernel: number, growth: number, steps: number): number {
  let layers = 0;
  for (let seen = 1, dilation = 1; layers === 0 || seen < steps; dilation *= growth) {
    seen += (kernel - 1) * dilation;
    layers++;
  }
  return layers;
}

/**
 * A table of reach: a recurrent layer of any cell, and for each kernel a stack of plain convolutions and one whose
 * dilation doubles from layer to layer.
 * @throws RangeError when a kernel is narrower than 2, or another setting is no count
 */
export function reachTable({ kernels, layers, steps }: ReachSettings): Reach[] {
  checkCount("number of steps", steps);
  for (const kernel of kernels) checkCount("kernel size", kernel, 2);
  for (const count of layers) checkCount("number of layers", count);
  return [
    { model: "RNN, GRU, LSTM", reach: layers.map(() => null), layersNeeded: 1 },
    ...kernels.flatMap((kernel) =>
      [1, 2].map((growth) => ({
        model: `Conv1d, kernel ${kernel}${growth === 2 ? ", dilation doubled" : ""}`,
        reach: layers.map((count) => convolutionReach(kernel, dilations(count, growth))),
        layersNeeded: layersNeeded(kernel, growth, steps),
      }))
    ),
  ];
}
