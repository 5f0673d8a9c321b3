/** A stack of linear layers with ReLU between them: logistic regression when there is one, a multi-layer perceptron else. */
import * as tf from "@tensorflow/tfjs";
import { linear } from "../kernels/ops.ts";
import type { ParameterShape } from "../kernels/recurrent_spec.ts";
import type { Tensor, Tensor2D, Variable } from "../kernels/tensor.ts";
import { uniform } from "./initialise.ts";
import type { ModelInput } from "./recurrent_model.ts";
import { ModelVariables } from "./model_variables.ts";
import type { StoredTensor } from "./safetensors.ts";

/** What a feed-forward model is. */
export interface FeedForwardSpec {
  /** Width of the input, of each hidden layer, and of the output: at least two numbers. */
  readonly widths: readonly number[];
}

/** The parameters in PyTorch's layout: `fc0.weight` [out, in], `fc0.bias` [out], and so on. */
export function feedForwardParameters({ widths }: FeedForwardSpec): ParameterShape[] {
  return widths.slice(1).flatMap((outputs, i) => [
    { name: `fc${i}.weight`, shape: [outputs, widths[i]!] },
    { name: `fc${i}.bias`, shape: [outputs] },
  ]);
}

/** PyTorch's default for nn.Linear: uniform in ±1/√inputs. */
export function initialFeedForwardWeights(
  spec: FeedForwardSpec,
  seed: number,
): Record<string, Float32Array<ArrayBuffer>> {
  return Object.fromEntries(
    feedForwardParameters(spec).map(({ name, shape }) => {
      const fanIn = spec.widths[Number(/\d+/.exec(name)![0])]!;
      const count = shape.reduce((a, b) => a * b, 1);
      return [name, uniform(seed, name, count, 1 / Math.sqrt(fanIn))];
    }),
  );
}

/** A feed-forward model with its weights in tfjs' heap. `dispose` frees them. */
export class FeedForwardModel {
  /** What it is. */
  readonly spec: FeedForwardSpec;
  readonly #parameters: ModelVariables;

  /**
   * Loads weights, by name and row after row.
   * @throws RangeError when a parameter is missing or has another number of values
   */
  constructor(spec: FeedForwardSpec, weights: Readonly<Record<string, Float32Array>>) {
    this.spec = spec;
    this.#parameters = new ModelVariables(feedForwardParameters(spec), weights);
  }

  /** Parameters by name. */
  get variables(): ReadonlyMap<string, Variable> {
    return this.#parameters.byName;
  }

  /** [batch, inputs] → [batch, outputs]. */
  forward({ values }: ModelInput): Tensor {
    const layers = this.spec.widths.length - 1;
    let rows = values as Tensor2D;
    for (let i = 0; i < layers; i++) {
      rows = linear(
        rows,
        this.#parameters.get(`fc${i}.weight`),
        this.#parameters.get(`fc${i}.bias`),
      );
      if (i < layers - 1) rows = tf.relu(rows);
    }
    return rows;
  }

  /** Copies of the parameters' values. */
  weights(): Record<string, StoredTensor> {
    return this.#parameters.copies();
  }

  /** Frees the parameters. */
  dispose(): void {
    this.#parameters.dispose();
  }
}
