/** The network of the golden cases on the raw kernels: a stack read at its last step, a linear layer, the mean squared error. */
import { RecurrentPass } from "../../src/kernels/recurrent_pass.ts";
import { type GoldenCase, specOf, stackParameters } from "./golden_recurrent.ts";
import type { KernelMemory } from "./kernel_memory.ts";

/** A parameter in memory, with its gradient. */
export interface Placed {
  readonly name: string;
  readonly pointer: number;
  readonly gradient: number;
  readonly size: number;
}

export class GoldenNetwork {
  readonly parameters: readonly Placed[];
  readonly #host: KernelMemory;
  readonly #golden: GoldenCase;
  readonly #pass: RecurrentPass;
  readonly #x: number;
  readonly #targets: number;
  readonly #workspace: number;
  readonly #scratch: number;
  readonly #read: number;
  readonly #readGradient: number;
  readonly #prediction: number;
  readonly #predictionGradient: number;

  constructor(host: KernelMemory, golden: GoldenCase) {
    this.#host = host;
    this.#golden = golden;
    const { batch, steps } = golden;
    const linear = ["fc.weight", "fc.bias"].map((name) => {
      return { name, values: golden.weights[name]!.data };
    });
    this.parameters = [...stackParameters(golden), ...linear].map(({ name, values }) => {
      const size = values.length;
      return { name, size, pointer: host.put(values), gradient: host.floats(size) };
    });
    this.#pass = new RecurrentPass(specOf(golden), {
      batch,
      steps,
      readout: "last",
      masked: false,
    });
    this.#x = host.put(golden.x.data);
    this.#targets = host.put(golden.y.data);
    this.#workspace = host.reserve(this.#pass.workspaceBytes);
    this.#scratch = host.reserve(this.#pass.scratchBytes);
    this.#read = host.floats(batch * this.#pass.outputs);
    this.#readGradient = host.floats(batch * this.#pass.outputs);
    this.#prediction = host.floats(batch);
    this.#predictionGradient = host.floats(batch);
  }

  #input(pointer: number) {
    const stepStride = this.#golden.input * 4;
    return { pointer, stepStride, batchStride: this.#golden.steps * stepStride };
  }

  #readout(pointer: number) {
    return { pointer, batchStride: this.#pass.outputs * 4, stepStride: 0 };
  }

  /** Forward and backward; returns the loss, leaves the gradients. */
  differentiate(): number {
    const host = this.#host, { batch } = this.#golden, { outputs } = this.#pass;
    const stack = this.parameters.slice(0, -2), [weight, bias] = this.parameters.slice(-2);
    const pointers = stack.map(({ pointer }) => pointer);
    this.#pass.forward(
      host,
      this.#workspace,
      this.#input(this.#x),
      pointers,
      this.#readout(this.#read),
    );
    host.kernels.linearForward(
      this.#read,
      weight!.pointer,
      bias!.pointer,
      batch,
      outputs,
      1,
      this.#prediction,
    );
    const loss = host.kernels.meanSquaredError(
      this.#prediction,
      this.#targets,
      batch,
      this.#predictionGradient,
    );
    host.kernels.linearBackward(
      this.#read,
      weight!.pointer,
      this.#predictionGradient,
      batch,
      outputs,
      1,
      this.#readGradient,
      weight!.gradient,
      bias!.gradient,
    );
    this.#pass.backward(
      host,
      this.#workspace,
      this.#scratch,
      this.#readout(this.#readGradient),
      pointers,
      stack.map(({ gradient }) => gradient),
    );
    return loss;
  }

  prediction(): Float32Array {
    return this.#host.get(this.#prediction, this.#golden.batch);
  }

  /** To be called after `differentiate`. */
  inputGradient(): Float32Array {
    const { batch, steps, input } = this.#golden, host = this.#host;
    const gradient = host.floats(batch * steps * input);
    this.#pass.inputGradient(
      host,
      this.#workspace,
      this.#scratch,
      host.reserve(this.#pass.inputGradientBytes),
      this.parameters.slice(0, -2).map(({ pointer }) => pointer),
      this.#input(gradient),
    );
    return host.get(gradient, batch * steps * input);
  }
}
