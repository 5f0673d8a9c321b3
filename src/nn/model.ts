/** Whatever the trainer can train. */
import type { Tensor, Variable } from "../kernels/tensor.ts";
import {
  FeedForwardModel,
  type FeedForwardSpec,
  initialFeedForwardWeights,
} from "./feed_forward_model.ts";
import type { ModelSpec } from "./model_spec.ts";
import { initialWeights, type ModelInput, RecurrentModel } from "./recurrent_model.ts";
import type { StoredTensor } from "./safetensors.ts";

/** A model with its weights in tfjs' heap. */
export interface Model {
  /** Parameters by name, in the order in which they are stored and updated. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** The output for a batch, differentiable with respect to the parameters. */
  forward(input: ModelInput): Tensor;
  /** Copies of the parameters' values. */
  weights(): Record<string, StoredTensor>;
  /** Frees the parameters. */
  dispose(): void;
}

/** What a model is. */
export type AnyModelSpec = ModelSpec | FeedForwardSpec;

/**
 * A model with given weights, by name and row after row, or with fresh ones from a seed.
 * @throws RangeError when a parameter is missing or has another number of values
 */
export function createModel(
  spec: AnyModelSpec,
  weights: Readonly<Record<string, Float32Array>> | number,
): Model {
  if ("widths" in spec) {
    const values = typeof weights === "number" ? initialFeedForwardWeights(spec, weights) : weights;
    return new FeedForwardModel(spec, values);
  }
  const values = typeof weights === "number" ? initialWeights(spec, weights) : weights;
  return new RecurrentModel(spec, values);
}

/** Weights as they are stored, by name, as a model is created from them. */
export function weightValues(
  tensors: Readonly<Record<string, StoredTensor>>,
): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [name, data as Float32Array]),
  );
}
