/**
 * Forward and backward through a whole stack of recurrent layers, as a sequence of kernel calls on raw memory.
 * ops.ts makes it an operation of tfjs; probes call it directly.
 *
 * Work whose result nobody reads is left out: the gradient of the stack's input unless it is asked for and, when only the last
 * time step is read, every step but one of the top layer's backward direction.
 */
import type { KernelHost, Pointer } from "./module.ts";
import {
  type DirectionPlan,
  type PassShape,
  planRecurrentPass,
  type RecurrentPlan,
  WORD,
} from "./recurrent_plan.ts";
import { directionsOf, type RecurrentSpec } from "./recurrent_spec.ts";
import {
  layerPointers,
  packHiddenWeights,
  packInputWeights,
  packWeights,
  unpackGradients,
} from "./recurrent_weights.ts";
import { type Sequence, writeSequence } from "./sequence.ts";

/** A plain array in memory; strides in bytes, the features of one step are contiguous. */
export interface StridedArray {
  /** Its first value. */
  readonly pointer: Pointer;
  /** From one sample to the next. */
  readonly batchStride: number;
  /** From one step to the next; not read where an array has no steps. */
  readonly stepStride: number;
}

/** One value for every sample, step and hidden unit: [batch][steps][hidden], row after row. */
export type Trace = Float32Array<ArrayBuffer>;

/** Fields of a description that point into the workspace. */
const WORKSPACE_POINTERS = [
  "input",
  "weights",
  "bias",
  "lengths",
  "gates",
  "cells",
  "cellsTanh",
  "output",
  "zeros",
] as const;

/** A planned pass; see the head of the file. */
export class RecurrentPass {
  /** The stack. */
  readonly spec: RecurrentSpec;
  /** Sizes that it is planned for. */
  readonly shape: PassShape;
  readonly #plan: RecurrentPlan;
  readonly #directions: number;

  /**
   * Plans a pass; no memory is taken.
   * @throws RangeError for sizes that are not positive integers, or gates removed from a cell other than the LSTM
   */
  constructor(spec: RecurrentSpec, shape: PassShape) {
    this.spec = spec;
    this.shape = shape;
    this.#plan = planRecurrentPass(spec, shape);
    this.#directions = directionsOf(spec);
  }

  /** Bytes that forward fills and backward reads. */
  get workspaceBytes(): number {
    return this.#plan.workspaceBytes;
  }

  /** Bytes that backward needs besides. */
  get scratchBytes(): number {
    return this.#plan.scratchBytes;
  }

  /** Width of the readout: directions · hidden. */
  get outputs(): number {
    return this.#directions * this.spec.hidden;
  }

  /** Bytes that `inputGradient` needs besides. */
  get inputGradientBytes(): number {
    return this.#plan.layers[0]!.inputStep * this.shape.steps;
  }

  /**
   * Runs the stack on `x` [batch][steps][inputs] and writes the readout to `target`.
   *
   * @param workspace where `workspaceBytes` bytes lie; their content is overwritten
   * @param parameters pointers in the order of `recurrentParameters`
   * @param lengths valid steps of each sample, 0 … steps; given if and only if the pass is masked
   * @throws RangeError when lengths are missing, too many, or out of range
   */
  forward(
    host: KernelHost,
    workspace: Pointer,
    x: StridedArray,
    parameters: readonly Pointer[],
    target: StridedArray,
    lengths?: Int32Array,
  ): void {
    const plan = this.#plan, { shape } = this;
    this.#writeLengths(host.memory, workspace, lengths);
    clear(host.memory, workspace + plan.zeros, plan.block);
    const { input, inputStep } = plan.layers[0]!;
    host.kernels.toBlocks(
      x.pointer,
      x.stepStride,
      x.batchStride,
      shape.steps,
      shape.batch,
      this.spec.inputs,
      workspace + input,
      inputStep,
      plan.batch,
    );
    plan.layers.forEach((layer, index) =>
      layer.directions.forEach((direction, d) => {
        const pointers = layerPointers(parameters, index, d, this.#directions);
        packWeights(host, plan, layer, direction, workspace, pointers);
        host.kernels.sequenceForward(this.#describe(host.memory, workspace, direction, {}));
      })
    );
    this.#read(host, workspace, target);
  }

  /**
   * Writes the gradient of each parameter, given the gradient of the readout. Must follow `forward` on the same workspace,
   * whose gates it overwrites.
   *
   * @param scratch where `scratchBytes` bytes lie
   * @param readoutGradient laid out as the readout
   * @param gradients pointers in the order of `recurrentParameters`
   */
  backward(
    host: KernelHost,
    workspace: Pointer,
    scratch: Pointer,
    readoutGradient: StridedArray,
    parameters: readonly Pointer[],
    gradients: readonly Pointer[],
  ): void {
    const plan = this.#plan, { memory, kernels } = host;
    for (const layer of plan.layers) {
      clear(memory, scratch + layer.outputGradient, layer.outputStep * this.shape.steps);
    }
    const finals = this.#writeReadoutGradient(host, workspace, scratch, readoutGradient);
    for (let index = plan.layers.length - 1; index >= 0; index--) {
      const layer = plan.layers[index]!, below = plan.layers[index - 1];
      const isTop = index === plan.layers.length - 1;
      layer.directions.forEach((direction, d) => {
        const pointers = layerPointers(parameters, index, d, this.#directions);
        const { sequence, scratch: own } = direction;
        const offset = d * plan.groups * plan.block;
        const panels = sequence.slots * plan.groups;
        clear(memory, scratch + own.weightGradient, panels * sequence.rows * 32);
        clear(memory, scratch + own.biasGradient, panels * 32);
        packHiddenWeights(host, plan, direction, scratch, pointers.weightHh);
        if (below) packInputWeights(host, plan, layer, direction, scratch, pointers.weightIh);
        const description = this.#describe(memory, workspace, direction, {
          ...shifted(own, scratch),
          outputGradient: isTop && finals[d] ? 0 : scratch + layer.outputGradient + offset,
          finalGradient: isTop && finals[d] ? scratch + plan.readoutGradient + offset : 0,
          inputWeights: below ? scratch + own.inputWeights : 0,
          inputGradient: below ? scratch + below.outputGradient : 0,
        });
        kernels.sequenceBackward(description);
        const targets = layerPointers(gradients, index, d, this.#directions);
        unpackGradients(host, plan, layer, direction, scratch, targets);
      });
    }
  }

  /**
   * Writes the gradient of the stack's input to `target` [batch][steps][inputs]. Must follow `backward` on the same memory.
   *
   * @param blocks where `inputGradientBytes` bytes lie
   */
  inputGradient(
    host: KernelHost,
    workspace: Pointer,
    scratch: Pointer,
    blocks: Pointer,
    parameters: readonly Pointer[],
    target: StridedArray,
  ): void {
    const plan = this.#plan, layer = plan.layers[0]!;
    clear(host.memory, blocks, this.inputGradientBytes);
    layer.directions.forEach((direction, d) => {
      const { weightIh } = layerPointers(parameters, 0, d, this.#directions);
      packInputWeights(host, plan, layer, direction, scratch, weightIh);
      const description = this.#describe(host.memory, workspace, direction, {
        inputWeights: scratch + direction.scratch.inputWeights,
        inputGradient: blocks,
      });
      host.kernels.sequenceInputGradient(description);
    });
    host.kernels.fromBlocks(
      blocks,
      layer.inputStep,
      plan.batch,
      this.shape.steps,
      this.shape.batch,
      this.spec.inputs,
      target.pointer,
      target.stepStride,
      target.batchStride,
    );
  }

  /**
   * Gates and states that `forward` left in one layer and direction, by the names of the cell's equations: i, f, g, o, c, h
   * (LSTM, less removed gates), n, r, z, h (GRU), h (SimpleRNN). To be called before `backward`, which overwrites the
   * gates. A backward direction's values stand at the time step that they belong to. Steps that are not run, and gates past a
   * sample's length, hold nothing of use.
   */
  traces(
    memory: WebAssembly.Memory,
    workspace: Pointer,
    layer: number,
    direction: number,
  ): Record<string, Trace> {
    const plan = this.#plan, { sequence } = plan.layers[layer]!.directions[direction]!;
    const states = plan.block * plan.groups;
    const traces: Record<string, Trace> = {};
    if (this.spec.cell !== "SimpleRNN") {
      plan.slots.forEach(({ name }, slot) => {
        if (name === "hidden n") return;
        const gate = workspace + sequence.gates + states * slot;
        traces[name] = this.#unblock(memory, gate, states * sequence.slots);
      });
    }
    if (sequence.cells) traces["c"] = this.#unblock(memory, workspace + sequence.cells, states);
    traces["h"] = this.#unblock(memory, workspace + sequence.output, sequence.outputStep);
    return traces;
  }

  /**
   * ∂L/∂h of one layer and direction at every step, as the `backward` of a traced pass left it: the total derivative, through
   * the readout, the layers above and all later steps. Past a sample's length it is what passes through the carried state.
   * @throws RangeError when the pass is not traced
   */
  hiddenGradients(
    memory: WebAssembly.Memory,
    scratch: Pointer,
    layer: number,
    direction: number,
  ): Trace {
    if (!this.shape.traced) {
      throw new RangeError("Cannot read hidden gradients of a pass that is not traced");
    }
    const plan = this.#plan;
    const { hiddenTrace } = plan.layers[layer]!.directions[direction]!.scratch;
    return this.#unblock(memory, scratch + hiddenTrace, plan.block * plan.groups);
  }

  #writeLengths(memory: WebAssembly.Memory, workspace: Pointer, lengths?: Int32Array): void {
    const { batch, steps, masked } = this.shape;
    if (masked !== (lengths !== undefined) || (lengths && lengths.length !== batch)) {
      const found = lengths ? `${lengths.length} lengths` : "none";
      throw new RangeError(
        `Cannot run a pass: expected ${masked ? batch : "no"} lengths, got ${found}`,
      );
    }
    if (!lengths) return;
    for (const length of lengths) {
      if (length < 0 || length > steps) {
        throw new RangeError(
          `Cannot run a pass: expected lengths from 0 to ${steps}, got ${length}`,
        );
      }
    }
    const words = new Int32Array(memory.buffer, workspace + this.#plan.lengths, this.#plan.batch);
    words.fill(steps);
    words.set(lengths);
  }

  /** Writes the description of one layer and direction and returns its pointer. */
  #describe(
    memory: WebAssembly.Memory,
    workspace: Pointer,
    { sequence }: DirectionPlan,
    own: Sequence,
  ): Pointer {
    const pointers = Object.fromEntries(
      WORKSPACE_POINTERS.map((field) => [field, sequence[field]]),
    );
    const at = workspace + this.#plan.description;
    writeSequence(memory, at, { ...sequence, ...shifted(pointers, workspace), ...own });
    return at;
  }

  /** Copies what the readout asks for from the top layer's blocks to `target`. */
  #read({ kernels }: KernelHost, workspace: Pointer, target: StridedArray): void {
    const plan = this.#plan, { readout, steps, batch, masked } = this.shape, { hidden } = this.spec;
    const top = plan.layers.at(-1)!;
    for (let d = 0; d < this.#directions; d++) {
      const offset = d * plan.groups * plan.block;
      let source = workspace + top.output + offset, count = 1;
      if (readout === "sequence") count = steps;
      else if (readout === "last" && masked) {
        const gathered = workspace + plan.readout + offset, lengths = workspace + plan.lengths;
        kernels.gatherLast(source, top.outputStep, plan.batch, plan.groups, lengths, gathered);
        source = gathered;
      } else if (readout === "last" || d === 0) source += (steps - 1) * top.outputStep;
      kernels.fromBlocks(
        source,
        top.outputStep,
        plan.batch,
        count,
        batch,
        hidden,
        target.pointer + d * hidden * WORD,
        target.stepStride,
        target.batchStride,
      );
    }
  }

  /** The reverse of `#read`; tells for each direction whether its gradient belongs to its last step alone. */
  #writeReadoutGradient(
    { kernels }: KernelHost,
    workspace: Pointer,
    scratch: Pointer,
    gradient: StridedArray,
  ): boolean[] {
    const plan = this.#plan, { readout, steps, batch, masked } = this.shape, { hidden } = this.spec;
    const top = plan.layers.at(-1)!;
    const finals: boolean[] = [];
    for (let d = 0; d < this.#directions; d++) {
      const offset = d * plan.groups * plan.block;
      const all = scratch + top.outputGradient + offset;
      const read = scratch + plan.readoutGradient + offset;
      const whole = readout === "sequence";
      kernels.toBlocks(
        gradient.pointer + d * hidden * WORD,
        gradient.stepStride,
        gradient.batchStride,
        whole ? steps : 1,
        batch,
        hidden,
        whole ? all : read,
        top.outputStep,
        plan.batch,
      );
      // A backward direction read at each sample's own last step is not read at its own last step, which is step 0.
      const scattered = readout === "last" && masked && d === 1;
      if (scattered) {
        const lengths = workspace + plan.lengths;
        kernels.scatterLast(read, plan.batch, plan.groups, lengths, all, top.outputStep);
      }
      finals.push(!whole && !scattered);
    }
    return finals;
  }

  #unblock(memory: WebAssembly.Memory, pointer: Pointer, stepBytes: number): Trace {
    const { batch, steps } = this.shape, { hidden } = this.spec, rows = this.#plan.batch;
    const values = new Float32Array(memory.buffer);
    const trace = new Float32Array(batch * steps * hidden);
    for (let t = 0; t < steps; t++) {
      const step = (pointer + t * stepBytes) / WORD;
      for (let b = 0; b < batch; b++) {
        for (let unit = 0, to = (b * steps + t) * hidden; unit < hidden; unit++) {
          trace[to + unit] = values[step + (unit >> 3) * rows * 8 + b * 8 + (unit & 7)]!;
        }
      }
    }
    return trace;
  }
}

/** Shifts offsets to pointers; an absent one (0) stays absent. */
function shifted(offsets: Sequence, base: Pointer): Sequence {
  return Object.fromEntries(
    Object.entries(offsets).map(([field, offset]) => [field, offset ? offset + base : 0]),
  );
}

function clear(memory: WebAssembly.Memory, pointer: Pointer, bytes: number): void {
  new Uint8Array(memory.buffer, pointer, bytes).fill(0);
}
