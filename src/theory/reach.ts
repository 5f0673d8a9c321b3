/**
 * How far back one output sees: a recurrent layer against convolutions over the same steps. The state at step t depends on
 * all t steps so far, with one layer; a stack of convolutions of kernel k on 1 + (k − 1)·Σ dilations of them. What may have
 * an influence and what does have one are two things: see the gradients of Q6-B.
 */
import { checkCount } from "./shape.ts";

/** One model of the table. */
export interface Reach {
  readonly model: string;
  /** Steps that the last output sees, for each number of layers; `null` for all steps so far, however many. */
  readonly reach: readonly (number | null)[];
  /** Layers needed to see `steps` steps. */
  readonly layersNeeded: number;
}

/** What a table is made for. */
export interface ReachSettings {
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

const plain = (): number => 1;
const doubled = (layer: number): number => 1 << layer;

function convolution(
  model: string,
  kernel: number,
  dilation: (layer: number) => number,
  { layers, steps }: ReachSettings,
): Reach {
  const reach = (count: number): number =>
    convolutionReach(kernel, Array.from({ length: count }, (_, layer) => dilation(layer)));
  let layersNeeded = 1;
  while (reach(layersNeeded) < steps) layersNeeded++;
  return { model, reach: layers.map(reach), layersNeeded };
}

/**
 * A table of reach: a recurrent layer of any cell, and for each kernel a stack of plain convolutions and one whose
 * dilation doubles from layer to layer.
 * @throws RangeError when a kernel is narrower than 2, a number of layers is not from 1 to 30, or `steps` is no count
 */
export function reachTable(settings: ReachSettings): Reach[] {
  const { kernels, layers, steps } = settings;
  checkCount("number of steps", steps);
  for (const kernel of kernels) checkCount("kernel size", kernel, 2);
  for (const count of layers) {
    checkCount("number of layers", count);
    if (count > 30) {
      throw new RangeError(`Cannot double a dilation over ${count} layers: expected 30 at most`);
    }
  }
  return [
    { model: "RNN, GRU, LSTM", reach: layers.map(() => null), layersNeeded: 1 },
    ...kernels.flatMap((kernel) => [
      convolution(`Conv1d, kernel ${kernel}`, kernel, plain, settings),
      convolution(`Conv1d, kernel ${kernel}, dilation doubled`, kernel, doubled, settings),
    ]),
  ];
}
