/**
 * A trained network on the kernels alone, without tfjs: one sample at a time, with every gate and state on the way, and the derivative
 * of the output with respect to each of them. It calls the same kernels in the same order as training does, so that a page in a
 * browser shows the bits that the study's own runs had.
 */
import type { LinearMemory } from "../kernels/linear_memory.ts";
import type { Pointer } from "../kernels/module.ts";
import { RecurrentPass, type StridedArray, type Trace } from "../kernels/recurrent_pass.ts";
import { directionsOf, recurrentParameters } from "../kernels/recurrent_spec.ts";
import { modelParameters, type ModelSpec } from "./model_spec.ts";

/** One sample. */
export interface PlainSample {
  /** Features [steps, inputs] as f32, or token ids [steps] as i32. */
  readonly values: Float32Array | Int32Array;
  /** Steps that count, for a network that reads its true last step; all of them when absent. */
  readonly length?: number;
}

/** What happened in one layer and direction; each trace is [steps, hidden]. */
export interface LayerView {
  /** From 0. */
  readonly layer: number;
  /** 0 forward, 1 backward. */
  readonly direction: number;
  /** Gates and states by the names of the cell's equations: i, f, g, o, c, h; r, z, n, h. Zero at steps that nobody reads. */
  readonly traces: Readonly<Record<string, Trace>>;
  /** ∂ŷ/∂h, the total derivative of the output. */
  readonly hiddenGradient: Trace;
}

/** What happened in a network. */
export interface NetworkView {
  /** The output ŷ: a standardised forecast, or a logit. */
  readonly output: number;
  /** Every layer and direction, the lowest layer first. */
  readonly layers: readonly LayerView[];
  /** ∂ŷ/∂x, [steps, inputs]; of an embedding's rows where there is one. */
  readonly inputGradient: Trace;
}

/** See the head of the file. */
export class PlainNetwork {
  /** What the network is. */
  readonly spec: ModelSpec;
  readonly #host: LinearMemory;
  readonly #weights: Readonly<Record<string, Float32Array>>;
  readonly #pointers: ReadonlyMap<string, Pointer>;
  readonly #gradients: readonly Pointer[];

  /**
   * Copies weights into a memory.
   *
   * @param weights each parameter's values by name, row after row
   * @throws RangeError when a parameter is missing or has another number of values, for a network that reads every step, and for one
   *   of several outputs
   */
  constructor(
    host: LinearMemory,
    spec: ModelSpec,
    weights: Readonly<Record<string, Float32Array>>,
  ) {
    if (spec.readout === "sequence" || spec.outputs !== 1) {
      throw new RangeError(
        `Cannot look into a network of ${spec.outputs} outputs, read ${spec.readout}`,
      );
    }
    this.spec = spec;
    this.#host = host;
    this.#weights = weights;
    const pointers = new Map<string, Pointer>();
    for (const { name, shape } of modelParameters(spec)) {
      const count = shape.reduce((a, b) => a * b, 1), values = weights[name];
      if (values?.length !== count) {
        throw new RangeError(
          `Cannot use ${values?.length ?? "no"} values as ${name}: expected ${count}`,
        );
      }
      // Rows of an embedding are looked up here, one by one.
      if (name !== "embedding.weight") pointers.set(name, host.put(values));
    }
    this.#pointers = pointers;
    this.#gradients = recurrentParameters(spec.recurrent).map(({ shape }) =>
      host.reserve(4 * shape.reduce((a, b) => a * b, 1))
    );
  }

  /**
   * Runs one sample forward, and backward from its output.
   * @throws RangeError for values that do not fill whole steps, a length out of range, or a token outside of the vocabulary
   */
  view({ values, length }: PlainSample): NetworkView {
    const host = this.#host, mark = host.mark;
    try {
      return this.#view(this.#features(values), length);
    } finally {
      host.release(mark);
    }
  }

  /** Features [steps, inputs] of a sample. */
  #features(values: Float32Array | Int32Array): Float32Array {
    const { recurrent: { inputs }, embedding } = this.spec;
    if (!embedding) {
      if (values.length === 0 || values.length % inputs !== 0) {
        throw new RangeError(`Cannot run ${values.length} values: expected steps of ${inputs}`);
      }
      return values as Float32Array;
    }
    const table = this.#weights["embedding.weight"]!;
    const features = new Float32Array(values.length * inputs);
    values.forEach((token, step) => {
      if (!(token >= 0 && token < embedding.vocabulary)) {
        throw new RangeError(`Cannot look up token ${token} of ${embedding.vocabulary}`);
      }
      features.set(table.subarray(token * inputs, (token + 1) * inputs), step * inputs);
    });
    return features;
  }

  #view(features: Float32Array, length: number | undefined): NetworkView {
    const host = this.#host, { recurrent: stack, readout } = this.spec;
    const { inputs } = stack, steps = features.length / inputs, directions = directionsOf(stack);
    const masked = length !== undefined;
    const pass = new RecurrentPass(stack, { batch: 1, steps, readout, masked, traced: true });
    const rows = (pointer: Pointer, width: number): StridedArray => ({
      pointer,
      batchStride: 0,
      stepStride: 4 * width,
    });
    const parameters = recurrentParameters(stack).map(({ name }) => this.#at(`rnn.${name}`));
    const x = rows(host.put(features), inputs), state = host.reserve(4 * pass.outputs);
    const workspace = host.reserve(pass.workspaceBytes), scratch = host.reserve(pass.scratchBytes);
    const blocks = host.reserve(pass.inputGradientBytes),
      target = host.reserve(4 * features.length);
    const output = host.reserve(4);
    // Steps that nobody reads are not run: a backward direction read at the last step has one. Theirs are zeros.
    new Uint8Array(host.memory.buffer, workspace, output - workspace).fill(0);
    pass.forward(
      host,
      workspace,
      x,
      parameters,
      rows(state, pass.outputs),
      masked ? Int32Array.of(length) : undefined,
    );
    host.kernels.linearForward(
      state,
      this.#at("fc.weight"),
      this.#at("fc.bias"),
      1,
      pass.outputs,
      1,
      output,
    );
    const places = Array.from({ length: stack.layers * directions }, (_, i) => ({
      layer: Math.floor(i / directions),
      direction: i % directions,
    }));
    // Before backward, which overwrites the gates.
    const traces = places.map(({ layer, direction }) =>
      pass.traces(host.memory, workspace, layer, direction)
    );
    // ∂ŷ/∂state is the head's one row.
    const outputGradient = rows(this.#at("fc.weight"), pass.outputs);
    pass.backward(host, workspace, scratch, outputGradient, parameters, this.#gradients);
    pass.inputGradient(host, workspace, scratch, blocks, parameters, rows(target, inputs));
    return {
      output: host.get(output, 1)[0]!,
      layers: places.map(({ layer, direction }, i) => ({
        layer,
        direction,
        traces: traces[i]!,
        hiddenGradient: pass.hiddenGradients(host.memory, scratch, layer, direction),
      })),
      inputGradient: host.get(target, features.length),
    };
  }

  #at(name: string): Pointer {
    return this.#pointers.get(name)!;
  }
}
