/**
 * Recurrent stacks as their equations stand in PyTorch's documentation (nn.RNN, nn.LSTM, nn.GRU), one sample, one unit and one step
 * at a time, in f64. Slow and plain on purpose: the kernels are measured against it.
 */
import { directionsOf, layerInputs, type RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import type { PassShape } from "../../src/kernels/recurrent_plan.ts";
import { type Node, Tape } from "./tape.ts";
import type { RecurrentValues } from "./recurrent_values.ts";

/** Values of one layer and direction by name, each [batch][steps][hidden]; past a sample's length gates are NaN. */
export type ReferenceTraces = Record<string, Float64Array>;

/** Everything that a kernel pass can be asked for, laid out as the kernels lay it out. */
export interface Reference {
  readonly readout: Float64Array;
  /** One for each parameter. */
  readonly gradients: readonly Float64Array[];
  readonly inputGradient: Float64Array;
  /** [layer][direction] */
  readonly traces: readonly (readonly ReferenceTraces[])[];
  /** ∂L/∂h, [layer][direction], each [batch][steps][hidden]. */
  readonly hiddenGradients: readonly (readonly Float64Array[])[];
}

/** The states and gates of one step of one sample, each [hidden]. */
type Step = { h: Node[]; c?: Node[] } & Record<string, Node[]>;

/** Rows of a matrix of leaves. */
function matrix(tape: Tape, values: ArrayLike<number>, columns: number): Node[][] {
  return Array.from(
    { length: values.length / columns },
    (_, row) =>
      Array.from({ length: columns }, (_, column) => tape.leaf(values[row * columns + column]!)),
  );
}

/** The weights and biases of one layer and direction, as leaves. */
class Cell {
  readonly #tape: Tape;
  readonly #spec: RecurrentSpec;
  readonly #weightIh: Node[][];
  readonly #weightHh: Node[][];
  readonly #biasIh: Node[];
  readonly #biasHh: Node[];

  constructor(
    tape: Tape,
    spec: RecurrentSpec,
    columns: number,
    parameters: readonly ArrayLike<number>[],
  ) {
    this.#tape = tape;
    this.#spec = spec;
    this.#weightIh = matrix(tape, parameters[0]!, columns);
    this.#weightHh = matrix(tape, parameters[1]!, spec.hidden);
    this.#biasIh = matrix(tape, parameters[2]!, 1).flat();
    this.#biasHh = matrix(tape, parameters[3]!, 1).flat();
  }

  /** The leaves in the order of the parameters. */
  leaves(): Node[][] {
    return [this.#weightIh.flat(), this.#weightHh.flat(), this.#biasIh, this.#biasHh];
  }

  #fromInput(gate: number, x: readonly Node[]): Node[] {
    return this.#affine(gate, this.#weightIh, this.#biasIh, x);
  }

  #fromHidden(gate: number, h: readonly Node[]): Node[] {
    return this.#affine(gate, this.#weightHh, this.#biasHh, h);
  }

  #affine(gate: number, weight: Node[][], bias: Node[], operand: readonly Node[]): Node[] {
    const { hidden } = this.#spec;
    return Array.from({ length: hidden }, (_, unit) => {
      const row = gate * hidden + unit;
      return this.#tape.add(this.#tape.dot(weight[row]!, operand), bias[row]!);
    });
  }

  #preActivation(gate: number, x: readonly Node[], h: readonly Node[]): Node[] {
    const fromHidden = this.#fromHidden(gate, h);
    return this.#fromInput(gate, x).map((node, unit) => this.#tape.add(node, fromHidden[unit]!));
  }

  step(x: readonly Node[], before: Step): Step {
    switch (this.#spec.cell) {
      case "SimpleRNN":
        return { h: this.#preActivation(0, x, before.h).map((a) => this.#tape.tanh(a)) };
      case "LSTM":
        return this.#lstm(x, before);
      case "GRU":
        return this.#gru(x, before);
    }
  }

  #lstm(x: readonly Node[], before: Step): Step {
    const tape = this.#tape, { removedGates, hidden } = this.#spec;
    const removed = (removedGates ?? []).map((gate) => gate[0]);
    const present = ["i", "f", "g", "o"].filter((name) => !removed.includes(name));
    const one = tape.leaf(1);
    const step: Step = { h: [] };
    for (const name of present) {
      step[name] = this.#preActivation(present.indexOf(name), x, before.h)
        .map((a) => name === "g" ? tape.tanh(a) : tape.sigmoid(a));
    }
    const gate = (name: string): Node[] => step[name] ?? Array(hidden).fill(one);
    const c = gate("g").map((g, unit) =>
      tape.add(
        tape.multiply(gate("f")[unit]!, before.c![unit]!),
        tape.multiply(gate("i")[unit]!, g),
      )
    );
    const h = c.map((value, unit) => tape.multiply(gate("o")[unit]!, tape.tanh(value)));
    return { ...step, c, h };
  }

  #gru(x: readonly Node[], before: Step): Step {
    const tape = this.#tape;
    const r = this.#preActivation(0, x, before.h).map((a) => tape.sigmoid(a));
    const z = this.#preActivation(1, x, before.h).map((a) => tape.sigmoid(a));
    const recurrent = this.#fromHidden(2, before.h);
    const n = this.#fromInput(2, x).map((a, unit) =>
      tape.tanh(tape.add(a, tape.multiply(r[unit]!, recurrent[unit]!)))
    );
    const one = tape.leaf(1);
    const h = n.map((candidate, unit) =>
      tape.add(
        tape.multiply(tape.subtract(one, z[unit]!), candidate),
        tape.multiply(z[unit]!, before.h[unit]!),
      )
    );
    return { r, z, n, h };
  }
}

/** Runs a stack forward, then differentiates Σ readoutGradient · readout. */
export function referencePass(
  spec: RecurrentSpec,
  shape: PassShape,
  { x, parameters, readoutGradient, lengths }: RecurrentValues,
): Reference {
  const tape = new Tape(), { hidden } = spec, { batch, steps, readout } = shape;
  const directions = directionsOf(spec);
  const lengthOf = (b: number): number => lengths?.[b] ?? steps;
  const inputLeaves = matrix(tape, x, spec.inputs);
  const leaves: Node[][] = [];
  /** [layer][direction][sample][step] */
  const states: Step[][][][] = [];

  /** Input of a layer at one step of one sample. */
  const inputAt = (layer: number, b: number, t: number): Node[] =>
    layer === 0
      ? inputLeaves[b * steps + t]!
      : states[layer - 1]!.flatMap((direction) => direction[b]![t]!.h);

  for (let layer = 0; layer < spec.layers; layer++) {
    const layerStates: Step[][][] = [];
    for (let direction = 0; direction < directions; direction++) {
      const at = (layer * directions + direction) * 4;
      const cell = new Cell(tape, spec, layerInputs(spec, layer), parameters.slice(at, at + 4));
      leaves.push(...cell.leaves());
      layerStates.push(Array.from({ length: batch }, (_, b) => {
        const zeros = Array.from({ length: hidden }, () => tape.leaf(0));
        const samples: Step[] = [];
        let state: Step = spec.cell === "LSTM" ? { h: zeros, c: zeros } : { h: zeros };
        for (let step = 0; step < steps; step++) {
          const t = direction === 0 ? step : steps - 1 - step;
          state = t < lengthOf(b)
            ? cell.step(inputAt(layer, b, t), state)
            : { h: state.h, ...(state.c && { c: state.c }) };
          samples[t] = state;
        }
        return samples;
      }));
    }
    states.push(layerStates);
  }

  const stepsRead = (b: number, direction: number): number[] => {
    if (readout === "sequence") return Array.from({ length: steps }, (_, t) => t);
    if (readout === "last") return [Math.max(lengthOf(b) - 1, 0)];
    return [direction === 0 ? steps - 1 : 0];
  };
  const read: Node[] = [];
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < stepsRead(b, 0).length; i++) {
      states.at(-1)!.forEach((samples, d) => read.push(...samples[b]![stepsRead(b, d)[i]!]!.h));
    }
  }
  const adjoints = tape.gradients(read.map((node, i) => [node, readoutGradient[i]!] as const));
  const gather = (nodes: Node[], source: (node: Node) => number) =>
    Float64Array.from(nodes, source);
  const collect = (samples: Step[][], name: string, source: (node: Node) => number) =>
    Float64Array.from(
      samples.flat().flatMap((step) => step[name]?.map(source) ?? Array(hidden).fill(NaN)),
    );
  const value = (node: Node) => tape.value(node), adjoint = (node: Node) => adjoints[node]!;
  const namesOf = (samples: Step[][]) => [...new Set(samples.flat().flatMap(Object.keys))];
  return {
    readout: gather(read, value),
    gradients: leaves.map((nodes) => gather(nodes, adjoint)),
    inputGradient: gather(inputLeaves.flat(), adjoint),
    traces: states.map((layer) =>
      layer.map((samples) =>
        Object.fromEntries(namesOf(samples).map((name) => [name, collect(samples, name, value)]))
      )
    ),
    hiddenGradients: states.map((layer) => layer.map((samples) => collect(samples, "h", adjoint))),
  };
}
