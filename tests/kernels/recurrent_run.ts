/** Drives a `RecurrentPass` on a memory of its own: places everything, and copies results out. */
import { RecurrentPass, type StridedArray, type Trace } from "../../src/kernels/recurrent_pass.ts";
import type { PassShape } from "../../src/kernels/recurrent_plan.ts";
import { recurrentParameters, type RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import type { KernelMemory } from "./kernel_memory.ts";
import type { RecurrentCase, RecurrentValues } from "./recurrent_values.ts";

/** Gradients of the parameters, in their order, and of the input. */
export interface Gradients {
  readonly parameters: readonly Float32Array[];
  readonly input: Float32Array;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b);

/** One pass, placed in memory. `forward`, then `traces`, then `backward`, then `hiddenGradients`. */
export class RecurrentRun {
  readonly #host: KernelMemory;
  readonly #spec: RecurrentSpec;
  readonly #shape: PassShape;
  readonly #pass: RecurrentPass;
  readonly #lengths: Int32Array | undefined;
  readonly #workspace: number;
  readonly #scratch: number;
  readonly #blocks: number;
  readonly #parameters: readonly number[];
  readonly #gradients: readonly number[];
  readonly #x: StridedArray;
  readonly #inputGradient: StridedArray;
  readonly #readout: StridedArray;
  readonly #readoutGradient: StridedArray;
  readonly #readoutSize: number;

  constructor(host: KernelMemory, { spec, shape, values }: RecurrentCase) {
    const { x, parameters, readoutGradient, lengths }: RecurrentValues = values;
    this.#host = host;
    this.#spec = spec;
    this.#shape = shape;
    this.#lengths = lengths;
    const pass = this.#pass = new RecurrentPass(spec, shape);
    const readSteps = shape.readout === "sequence" ? shape.steps : 1;
    this.#readoutSize = shape.batch * readSteps * pass.outputs;
    this.#parameters = parameters.map((parameter) => host.put(parameter));
    this.#gradients = parameters.map(({ length }) => host.floats(length));
    this.#x = strided(host.put(x), shape.steps, spec.inputs);
    this.#inputGradient = strided(host.floats(x.length), shape.steps, spec.inputs);
    this.#readout = strided(host.floats(this.#readoutSize), readSteps, pass.outputs);
    this.#readoutGradient = strided(host.put(readoutGradient), readSteps, pass.outputs);
    this.#workspace = host.reserve(pass.workspaceBytes);
    this.#scratch = host.reserve(pass.scratchBytes);
    this.#blocks = host.reserve(pass.inputGradientBytes);
  }

  /** The readout. */
  forward(): Float32Array {
    this.#pass.forward(
      this.#host,
      this.#workspace,
      this.#x,
      this.#parameters,
      this.#readout,
      this.#lengths,
    );
    return this.#host.get(this.#readout.pointer, this.#readoutSize);
  }

  traces(layer: number, direction: number): Record<string, Trace> {
    return this.#pass.traces(this.#host.memory, this.#workspace, layer, direction);
  }

  backward(): Gradients {
    const host = this.#host;
    this.#pass.backward(
      host,
      this.#workspace,
      this.#scratch,
      this.#readoutGradient,
      this.#parameters,
      this.#gradients,
    );
    this.#pass.inputGradient(
      host,
      this.#workspace,
      this.#scratch,
      this.#blocks,
      this.#parameters,
      this.#inputGradient,
    );
    const inputSize = this.#shape.batch * this.#shape.steps * this.#spec.inputs;
    return {
      parameters: recurrentParameters(this.#spec).map(({ shape }, i) =>
        host.get(this.#gradients[i]!, sizeOf(shape))
      ),
      input: host.get(this.#inputGradient.pointer, inputSize),
    };
  }

  hiddenGradients(layer: number, direction: number): Trace {
    return this.#pass.hiddenGradients(this.#host.memory, this.#scratch, layer, direction);
  }
}

/** Strides of a contiguous array [batch][steps][features]. */
function strided(pointer: number, steps: number, features: number): StridedArray {
  return { pointer, batchStride: steps * features * 4, stepStride: features * 4 };
}
