/** Whatever the trainer can train. */
import type * as tf from "@tensorflow/tfjs";
import {
  FeedForwardModel,
  type FeedForwardSpec,
  initialFeedForwardWeights,
} from "./feed_forward_model.ts";
import {
  initialWeights,
  type ModelInput,
  type ModelSpec,
  RecurrentModel,
} from "./recurrent_model.ts";
import type { StoredTensor } from "./safetensors.ts";

/** A model with its weights in tfjs' heap. */
export interface Model {
  /** Parameters by name, in the order in which they are stored and updated. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** The output for a batch, differentiable with respect to the parameters. */
  forward(input: ModelInput): tf.Tensor;
  /** Copies of the parameters' values. */
  weights(): Record<string, StoredTensor>;
  /** Frees the parameters. */
  dispose(): void;
}

/** What a model is. */
export type AnyModelSpec = ModelSpec | FeedForwardSpec;

/** A model with given weights, or with fresh ones from a seed. */
export function createModel(
  spec: AnyModelSpec,
  weights: Readonly<Record<string, Float32Array>> | { readonly seed: number },
): Model {
  const isSeed = typeof weights["seed"] === "number";
  const seed = isSeed ? weights["seed"] as number : 0;
  const given = weights as Readonly<Record<string, Float32Array>>;
  return "widths" in spec
    ? new FeedForwardModel(spec, isSeed ? initialFeedForwardWeights(spec, seed) : given)
    : new RecurrentModel(spec, isSeed ? initialWeights(spec, seed) : given);
}

/** Weights as they are stored, by name, as a model is created from them. */
export function weightValues(
  tensors: Readonly<Record<string, StoredTensor>>,
): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data }]) => [name, data as Float32Array]),
  );
}
