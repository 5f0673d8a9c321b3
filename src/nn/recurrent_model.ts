/**
 * The one architecture of the study: an optional embedding, a stack of recurrent layers, a readout, and a linear head.
 * Parameters carry PyTorch's names (`embedding.weight`, `rnn.weight_ih_l0`, `fc.bias`), so that weights go in and out of
 * PyTorch modules unchanged.
 */
import { embedding, linear, recurrent } from "../kernels/ops.ts";
import { directionsOf, recurrentParameters } from "../kernels/recurrent_spec.ts";
import type { Tensor, Tensor2D, Tensor3D, Variable } from "../kernels/tensor.ts";
import { normal, uniform } from "./initialise.ts";
import { modelParameters, type ModelSpec } from "./model_spec.ts";
import { ModelVariables } from "./model_variables.ts";
import type { StoredTensor } from "./safetensors.ts";

/** A batch as a model reads it. */
export interface ModelInput {
  /** Features [batch, steps, inputs], or token ids [batch, steps] (int32) for a model with an embedding. */
  readonly values: Tensor;
  /** Valid steps of each sample; all steps when absent. */
  readonly lengths?: Int32Array;
}

/**
 * PyTorch's defaults: recurrent parameters uniform in ±1/√hidden, the head uniform in ±1/√inputs, the embedding normal with
 * its padding row zero.
 */
export function initialWeights(
  spec: ModelSpec,
  seed: number,
): Record<string, Float32Array<ArrayBuffer>> {
  const { hidden } = spec.recurrent;
  const headInputs = directionsOf(spec.recurrent) * hidden;
  const weights: Record<string, Float32Array<ArrayBuffer>> = {};
  for (const { name, shape } of modelParameters(spec)) {
    const count = shape.reduce((a, b) => a * b, 1);
    if (name === "embedding.weight") {
      weights[name] = normal(seed, name, count);
      const { padding } = spec.embedding!, width = spec.recurrent.inputs;
      if (padding !== undefined) weights[name].fill(0, padding * width, (padding + 1) * width);
    } else {
      const fanIn = name.startsWith("fc.") ? headInputs : hidden;
      weights[name] = uniform(seed, name, count, 1 / Math.sqrt(fanIn));
    }
  }
  if (spec.forgetBias !== undefined) setForgetBias(spec, weights, spec.forgetBias);
  return weights;
}

/** Both biases act on the same sum: the input one takes the value, the recurrent one zero. */
function setForgetBias(
  spec: ModelSpec,
  weights: Record<string, Float32Array<ArrayBuffer>>,
  value: number,
): void {
  const { cell, hidden, removedGates = [] } = spec.recurrent;
  if (cell !== "LSTM" || removedGates.includes("forget")) {
    throw new RangeError("Cannot set the bias of a forget gate: the model has none");
  }
  const row = removedGates.includes("input") ? 0 : 1;
  for (const [name, values] of Object.entries(weights)) {
    if (name.startsWith("rnn.bias_ih")) values.fill(value, row * hidden, (row + 1) * hidden);
    if (name.startsWith("rnn.bias_hh")) values.fill(0, row * hidden, (row + 1) * hidden);
  }
}

/** A model with its weights in tfjs' heap. `dispose` frees them. */
export class RecurrentModel {
  /** What the model is. */
  readonly spec: ModelSpec;
  readonly #parameters: ModelVariables;

  /**
   * A model with given weights, which are copied.
   *
   * @param weights each parameter's values by name, row after row
   * @throws RangeError when a parameter is missing or has another number of values
   */
  constructor(spec: ModelSpec, weights: Readonly<Record<string, Float32Array>>) {
    this.spec = spec;
    this.#parameters = new ModelVariables(modelParameters(spec), weights);
  }

  /** Parameters by name, in the order of `modelParameters`. */
  get variables(): ReadonlyMap<string, Variable> {
    return this.#parameters.byName;
  }

  /** A model with fresh weights; see `initialWeights`. */
  static initialise(spec: ModelSpec, seed: number): RecurrentModel {
    return new RecurrentModel(spec, initialWeights(spec, seed));
  }

  /**
   * The head's output: [batch, outputs], or [batch, steps read, outputs] for the readout `sequence`. Differentiable with respect to
   * the parameters, not the input.
   */
  forward({ values, lengths }: ModelInput): Tensor {
    const { recurrent: stack, readout, readSteps, embedding: table, outputs } = this.spec;
    const features = table
      ? embedding(values as Tensor2D, this.#parameters.get("embedding.weight"), table.padding)
      : values as Tensor3D;
    const parameters = recurrentParameters(stack).map(({ name }) =>
      this.#parameters.get(`rnn.${name}`)
    );
    const states = recurrent(features, parameters, stack, {
      readout,
      lengths,
      constantInput: !table,
    });
    const read = readSteps
      ? states.slice([0, readSteps.from, 0], [-1, readSteps.count, -1])
      : states;
    const rows = read.reshape([-1, read.shape.at(-1)!]) as Tensor2D;
    const output = linear(rows, this.#parameters.get("fc.weight"), this.#parameters.get("fc.bias"));
    return readout === "sequence" ? output.reshape([...read.shape.slice(0, 2), outputs]) : output;
  }

  /** Copies of the parameters' values. */
  weights(): Record<string, StoredTensor> {
    return this.#parameters.copies();
  }

  /** Frees the weights. */
  dispose(): void {
    this.#parameters.dispose();
  }
}
