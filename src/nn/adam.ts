/** Adam (Kingma and Ba, 2015) with the arithmetic of torch.optim.Adam, on the project's kernel; parameters change in place. */
import * as tf from "@tensorflow/tfjs";
import type { KernelHost } from "../kernels/module.ts";
import type { Tensor, Variable } from "../kernels/tensor.ts";
import { pointerOf } from "../kernels/tfjs_heap.ts";
import type { StoredTensor } from "./safetensors.ts";

/** PyTorch's defaults, but for the learning rate, which is always given. */
export interface AdamOptions {
  /** Step size α. */
  readonly learningRate: number;
  /** Decay of the first moment; 0.9 unless given. */
  readonly beta1?: number;
  /** Decay of the second moment; 0.999 unless given. */
  readonly beta2?: number;
  /** Added to the root of the second moment; 1e-8 unless given. */
  readonly epsilon?: number;
}

/** What a checkpoint keeps of an optimiser. */
export interface AdamState {
  /** Steps taken. */
  readonly steps: number;
  /** First and second moments, named `first.{parameter}` and `second.{parameter}`. */
  readonly moments: Readonly<Record<string, StoredTensor>>;
}

/** An optimiser of one set of parameters. `dispose` frees its moments. */
export class Adam {
  readonly #host: KernelHost;
  readonly #learningRate: number;
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #moments = new Map<string, Tensor>();
  #steps = 0;
  // βᵗ as a running product: Math.pow is engine-defined.
  #power1 = 1;
  #power2 = 1;

  /**
   * An optimiser at its first step, or where `state` left off.
   *
   * @param variables the parameters by name; updated in place
   * @param state of an earlier optimiser of parameters of the same names and sizes
   * @throws RangeError when the state lacks a moment of a parameter, or it has another size
   */
  constructor(
    host: KernelHost,
    variables: ReadonlyMap<string, Variable>,
    { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
    state?: AdamState,
  ) {
    this.#host = host;
    this.#variables = variables;
    this.#learningRate = learningRate;
    this.#beta1 = beta1;
    this.#beta2 = beta2;
    this.#epsilon = epsilon;
    for (const [name, variable] of variables) {
      for (const key of [`first.${name}`, `second.${name}`]) {
        const stored = state?.moments[key];
        if (state && stored?.data.length !== variable.size) {
          throw new RangeError(`Cannot resume Adam: ${key} is missing or of another size`);
        }
        const values = stored?.data ?? new Float32Array(variable.size);
        this.#moments.set(key, tf.keep(tf.tensor(values, variable.shape, "float32")));
      }
    }
    for (let step = 0; step < (state?.steps ?? 0); step++) this.#count();
  }

  #count(): void {
    this.#steps++;
    this.#power1 *= this.#beta1;
    this.#power2 *= this.#beta2;
  }

  /** Takes one step. `gradients` holds one for each parameter, by name. */
  step(gradients: ReadonlyMap<string, Tensor>): void {
    this.#count();
    for (const [name, variable] of this.#variables) {
      this.#host.kernels.adamStep(
        pointerOf(variable),
        pointerOf(gradients.get(name)!),
        pointerOf(this.#moments.get(`first.${name}`)!),
        pointerOf(this.#moments.get(`second.${name}`)!),
        variable.size,
        1 - this.#beta1,
        this.#beta2,
        1 - this.#beta2,
        this.#learningRate / (1 - this.#power1),
        Math.sqrt(1 - this.#power2),
        this.#epsilon,
      );
    }
  }

  /** Copies of the moments, and the steps taken. */
  state(): AdamState {
    const moments = [...this.#moments].map(([name, tensor]) => [name, {
      dtype: "F32",
      shape: tensor.shape,
      data: new Float32Array(tensor.dataSync()),
    }]);
    return { steps: this.#steps, moments: Object.fromEntries(moments) };
  }

  /** Frees the moments. */
  dispose(): void {
    for (const tensor of this.#moments.values()) tensor.dispose();
  }
}
