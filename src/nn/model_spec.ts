/** What a model is, and its parameters: nothing that needs tfjs, so that the browser can read it too. */
import type { Readout } from "../kernels/recurrent_plan.ts";
import {
  directionsOf,
  type ParameterShape,
  recurrentParameters,
  type RecurrentSpec,
} from "../kernels/recurrent_spec.ts";

/** What a model is. */
export interface ModelSpec {
  /** The stack of recurrent layers. */
  readonly recurrent: RecurrentSpec;
  /** Which states the head reads: those of one step, or of each step. */
  readonly readout: Readout;
  /** Which steps the head reads for the readout `sequence`; all of them when absent. */
  readonly readSteps?: { readonly from: number; readonly count: number };
  /** Outputs of the head. */
  readonly outputs: number;
  /** Tokens instead of features: `recurrent.inputs` is then the width of the embedding. */
  readonly embedding?: { readonly vocabulary: number; readonly padding?: number };
  /** Initial bias of the LSTM's forget gate (Jozefowicz et al., 2015); PyTorch's uniform draw when absent. */
  readonly forgetBias?: number;
}

/** The parameters of a model, in the order in which they are stored and updated. */
export function modelParameters(spec: ModelSpec): ParameterShape[] {
  const stack = recurrentParameters(spec.recurrent)
    .map(({ name, shape }) => ({ name: `rnn.${name}`, shape }));
  const width = directionsOf(spec.recurrent) * spec.recurrent.hidden;
  const head = [
    { name: "fc.weight", shape: [spec.outputs, width] },
    { name: "fc.bias", shape: [spec.outputs] },
  ];
  if (!spec.embedding) return [...stack, ...head];
  const table = [spec.embedding.vocabulary, spec.recurrent.inputs];
  return [{ name: "embedding.weight", shape: table }, ...stack, ...head];
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Number of trained values of a model. */
export function parameterCount(spec: ModelSpec): number {
  return modelParameters(spec).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
