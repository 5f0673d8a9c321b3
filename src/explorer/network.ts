/**
 * A trained network over the kernels and a memory of its own: what `probe` does within tfjs, for one sample at a time and without
 * tfjs, so that it fits into a page. The kernels are those that trained the network, hence the same bits.
 */
import type { KernelHost, Pointer } from "../kernels/module.ts";
import { RecurrentPass, type StridedArray } from "../kernels/recurrent_pass.ts";
import { directionsOf, recurrentParameters } from "../kernels/recurrent_spec.ts";
import type { ModelSpec } from "../nn/model_spec.ts";
import type { Inspection, LayerInspection } from "./inspection.ts";

/** Weights by PyTorch's names, row after row. */
export type Weights = Readonly<Record<string, Float32Array>>;

const WORD = 4, PAGE = 65_536, CACHE_LINE = 64;
/** What the kernels ask for at least, in pages. */
const FIRST_PAGES = 16;

/** Where everything lies for samples of one length. */
interface Layout {
  readonly pass: RecurrentPass;
  readonly features: Pointer;
  readonly states: Pointer;
  readonly readouts: Pointer;
  readonly stateGradient: Pointer;
  readonly inputGradient: Pointer;
  readonly workspace: Pointer;
  readonly scratch: Pointer;
  readonly blocks: Pointer;
}

/** See the head of the file. */
export class Network {
  /** What the network is. */
  readonly spec: ModelSpec;
  readonly #host: KernelHost;
  readonly #weights: Weights;
  readonly #parameters: readonly Pointer[];
  readonly #gradients: readonly Pointer[];
  readonly #headWeight: Pointer;
  readonly #headBias: Pointer;
  /** First free byte after the weights. */
  readonly #base: Pointer;
  #steps = 0;
  #masked = false;
  #layout: Layout | undefined;

  private constructor(host: KernelHost, spec: ModelSpec, weights: Weights) {
    this.spec = spec;
    this.#host = host;
    this.#weights = weights;
    const heap = new Heap(host.memory, CACHE_LINE);
    const upload = (name: string): Pointer => {
      const values = weights[name];
      if (values === undefined) throw new RangeError(`Cannot use a network without ${name}`);
      const pointer = heap.take(values.byteLength);
      heap.grow();
      new Float32Array(host.memory.buffer, pointer, values.length).set(values);
      return pointer;
    };
    const names = recurrentParameters(spec.recurrent).map(({ name }) => `rnn.${name}`);
    this.#parameters = names.map(upload);
    this.#gradients = names.map((name) => heap.take(weights[name]!.byteLength));
    this.#headWeight = upload("fc.weight");
    this.#headBias = upload("fc.bias");
    this.#base = heap.end;
  }

  /**
   * Instantiates the kernels and hands them the weights.
   * @param kernels the compiled module's bytes
   * @throws RangeError for a network that reads every step or has several outputs, and for a missing weight
   */
  static async load(kernels: BufferSource, spec: ModelSpec, weights: Weights): Promise<Network> {
    if (spec.readout === "sequence" || spec.outputs !== 1) {
      throw new RangeError("Cannot look into a network with other than one output");
    }
    const memory = new WebAssembly.Memory({ initial: FIRST_PAGES });
    const { instance } = await WebAssembly.instantiate(kernels, { env: { memory } });
    const host = { kernels: instance.exports as unknown as KernelHost["kernels"], memory };
    return new Network(host, spec, weights);
  }

  /** The head's weight [directions · hidden] of each unit of the top layer. */
  get headWeight(): Float32Array {
    return this.#weights["fc.weight"]!;
  }

  /**
   * Reads one sample, forward and backward.
   *
   * @param values features [steps][inputs], or token ids [steps] for a network with an embedding
   * @param length valid steps, for a network that reads the state at the last of them
   * @throws RangeError for a sample that is no whole number of steps, or a token beyond the embedding
   */
  inspect(values: Float32Array | Int32Array, length?: number): Inspection {
    const { inputs, layers, hidden } = this.spec.recurrent;
    const features = this.#features(values);
    const steps = features.length / inputs, directions = directionsOf(this.spec.recurrent);
    const at = this.#layoutFor(steps, length !== undefined), { pass } = at, host = this.#host;
    const floats = (pointer: Pointer, count: number): Float32Array<ArrayBuffer> =>
      new Float32Array(host.memory.buffer as ArrayBuffer, pointer, count);
    floats(at.features, features.length).set(features);
    const x = rows(at.features, steps, inputs), states = rows(at.states, 1, pass.outputs);
    const lengths = length === undefined ? undefined : Int32Array.of(length);
    pass.forward(host, at.workspace, x, this.#parameters, states, lengths);
    const seen = Array.from({ length: layers * directions }, (_, i) => ({
      layer: Math.floor(i / directions),
      direction: i % directions,
    })).map((place) => ({
      ...place,
      traces: pass.traces(host.memory, at.workspace, place.layer, place.direction),
    }));
    this.#head(at.states, 1, at.readouts);
    const output = floats(at.readouts, 1)[0]!;
    const readouts = directions === 1 ? this.#readouts(seen.at(-1)!.traces["h"]!, at) : undefined;
    if (readouts !== undefined) blank(readouts, 1, this.#ran(seen.at(-1)!, steps, length));

    // The derivative of the one output with respect to the states that the head reads is its weight.
    floats(at.stateGradient, pass.outputs).set(this.headWeight);
    const gradient = rows(at.stateGradient, 1, pass.outputs);
    pass.backward(host, at.workspace, at.scratch, gradient, this.#parameters, this.#gradients);
    const inputGradient = rows(at.inputGradient, steps, inputs);
    pass.inputGradient(host, at.workspace, at.scratch, at.blocks, this.#parameters, inputGradient);
    return {
      steps,
      hidden,
      output,
      layers: seen.map((one): LayerInspection => {
        const { layer, direction, traces } = one;
        const hiddenGradient = pass.hiddenGradients(host.memory, at.scratch, layer, direction);
        const ran = this.#ran(one, steps, length);
        for (const trace of [...Object.values(traces), hiddenGradient]) blank(trace, hidden, ran);
        return { ...one, hiddenGradient };
      }),
      inputs,
      inputGradient: floats(at.inputGradient, steps * inputs).slice(),
      readouts,
    };
  }

  /** What each step reads: the features themselves, or the rows of the embedding. */
  #features(values: Float32Array | Int32Array): Float32Array {
    const { inputs } = this.spec.recurrent, { embedding } = this.spec;
    if (embedding === undefined) {
      if (values.length > 0 && values.length % inputs === 0) return Float32Array.from(values);
      throw new RangeError(`Cannot read ${values.length} values: expected ${inputs} a step`);
    }
    const table = this.#weights["embedding.weight"]!;
    const features = new Float32Array(values.length * inputs);
    values.forEach((id, step) => {
      if (!Number.isInteger(id) || id < 0 || id >= embedding.vocabulary) {
        throw new RangeError(`Cannot read token ${id}: expected 0 to ${embedding.vocabulary - 1}`);
      }
      features.set(table.subarray(id * inputs, (id + 1) * inputs), step * inputs);
    });
    return features;
  }

  #readouts(hidden: Float32Array, at: Layout): Float32Array {
    const { buffer } = this.#host.memory, steps = hidden.length / at.pass.outputs;
    new Float32Array(buffer, at.states, hidden.length).set(hidden);
    this.#head(at.states, steps, at.readouts);
    return new Float32Array(buffer, at.readouts, steps).slice();
  }

  #head(from: Pointer, count: number, to: Pointer): void {
    const { kernels } = this.#host, width = this.headWeight.length;
    kernels.linearForward(from, this.#headWeight, this.#headBias, count, width, 1, to);
  }

  /**
   * First and last step that a layer and direction ran. Read at the last step alone, the top layer's backward direction runs no
   * other (`planRecurrentPass`); past its length a sample is not read.
   */
  #ran(
    { layer, direction }: { layer: number; direction: number },
    steps: number,
    length?: number,
  ): readonly [number, number] {
    if (length !== undefined) return [0, length - 1];
    const isTop = layer === this.spec.recurrent.layers - 1;
    return [direction === 1 && isTop && this.spec.readout === "last" ? steps - 1 : 0, steps - 1];
  }

  #layoutFor(steps: number, masked: boolean): Layout {
    if (this.#layout !== undefined && this.#steps === steps && this.#masked === masked) {
      return this.#layout;
    }
    const { spec } = this, { inputs } = spec.recurrent;
    const shape = { batch: 1, steps, readout: spec.readout, masked, traced: true };
    const pass = new RecurrentPass(spec.recurrent, shape);
    const heap = new Heap(this.#host.memory, this.#base);
    const layout = {
      pass,
      features: heap.take(steps * inputs * WORD),
      states: heap.take(steps * pass.outputs * WORD),
      readouts: heap.take(steps * WORD),
      stateGradient: heap.take(pass.outputs * WORD),
      inputGradient: heap.take(steps * inputs * WORD),
      workspace: heap.take(pass.workspaceBytes),
      scratch: heap.take(pass.scratchBytes),
      blocks: heap.take(pass.inputGradientBytes),
    };
    heap.grow();
    [this.#steps, this.#masked, this.#layout] = [steps, masked, layout];
    return layout;
  }
}

/** A matrix [steps][width] of one sample. */
function rows(pointer: Pointer, steps: number, width: number): StridedArray {
  return { pointer, batchStride: steps * width * WORD, stepStride: width * WORD };
}

/** Writes NaN to the rows [hidden] outside of `first` to `last`. */
function blank(
  trace: Float32Array,
  hidden: number,
  [first, last]: readonly [number, number],
): void {
  trace.fill(NaN, 0, first * hidden);
  trace.fill(NaN, (last + 1) * hidden);
}

/** Hands out consecutive, aligned pointers; the memory grows to hold them when `grow` is called. */
class Heap {
  /** First free byte. */
  end: Pointer;
  readonly #memory: WebAssembly.Memory;

  constructor(memory: WebAssembly.Memory, start: Pointer) {
    this.#memory = memory;
    this.end = start;
  }

  take(bytes: number): Pointer {
    const at = this.end;
    this.end = Math.ceil((at + bytes) / CACHE_LINE) * CACHE_LINE;
    return at;
  }

  grow(): void {
    const missing = this.end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
  }
}
