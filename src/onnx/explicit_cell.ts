/**
 * One step of a cell, written out in elementary operators: the body of a Scan over time. It hands out every gate and state, which
 * ONNX' own RNN, LSTM and GRU nodes keep to themselves. The equations are those of the kernels (src/kernels/assembly).
 *
 * A body reads the weights of the graph around it. Its states come first among inputs and outputs, in the order of `states`.
 */
import { type RecurrentSpec, slotsOf } from "../kernels/recurrent_spec.ts";
import type { Graph } from "./graph.ts";
import { GraphBuilder, type Value } from "./graph_builder.ts";

/** Names of a cell's traces in the kernels' order: gates, candidate, cell state, hidden state. */
export function traceNames(spec: RecurrentSpec): string[] {
  if (spec.cell === "SimpleRNN") return ["h"];
  if (spec.cell === "GRU") return ["n", "r", "z", "h"];
  return [...slotsOf(spec).map(({ name }) => name), "c", "h"];
}

/** States that a cell carries from step to step: h, and an LSTM's c. */
export function stateNames(spec: RecurrentSpec): string[] {
  return spec.cell === "LSTM" ? ["h", "c"] : ["h"];
}

/** What a body reads of the graph around it. */
export interface CellConstants {
  /** [hidden, gates·hidden]: the recurrent weights, transposed. */
  readonly hiddenWeights: Value;
  /** [gates·hidden]: the recurrent bias; the GRU's alone, since the other cells add it to the projected input. */
  readonly hiddenBias?: Value;
}

/**
 * The body: states, then the projected input of the step [batch, gates·hidden] and, if masked, whether the step is valid, bool
 * [batch, 1]; out come the new states and the traces of `traceNames`, all [batch, hidden].
 */
export function cellBody(
  spec: RecurrentSpec,
  name: string,
  constants: CellConstants,
  masked: boolean,
): Graph {
  const graph = new GraphBuilder(name);
  const states = stateNames(spec);
  const shape = ["batch", spec.hidden];
  const before: Record<string, Value> = {};
  for (const state of states) {
    before[state] = graph.input(`${name}/${state}_before`, "float32", shape);
  }
  const rows = slotsOf(spec).filter(({ inputRow }) => inputRow !== undefined).length * spec.hidden;
  const input = graph.input(`${name}/input`, "float32", ["batch", rows]);
  const valid = masked ? graph.input(`${name}/valid`, "bool", ["batch", 1]) : undefined;

  const values = stepOf(graph, spec, input, before, constants);
  for (const state of states) {
    const after = values[state]!;
    values[state] = valid ? graph.node("Where", [valid, after, before[state]!]) : after;
  }
  // A value may be output once, so each output is a copy under its own name.
  const outputs = [
    ...states.map((state) => [`${state}_after`, values[state]!] as const),
    ...traceNames(spec).map((trace) => [trace, values[trace]!] as const),
  ];
  for (const [output, value] of outputs) {
    graph.output(graph.node("Identity", [value], {}, [`${name}/${output}`]), "float32", shape);
  }
  return graph.build();
}

/** Every gate and state of one step by name. */
function stepOf(
  graph: GraphBuilder,
  spec: RecurrentSpec,
  input: Value,
  before: Readonly<Record<string, Value>>,
  { hiddenWeights, hiddenBias }: CellConstants,
): Record<string, Value> {
  const apply = (operator: string, ...inputs: Value[]): Value => graph.node(operator, inputs);
  const recurrent = apply("MatMul", before["h"]!, hiddenWeights);
  if (spec.cell === "GRU") {
    const [inputR, inputZ, inputN] = split(graph, input, ["input_r", "input_z", "input_n"]);
    const biased = apply("Add", recurrent, hiddenBias!);
    const [hiddenR, hiddenZ, hiddenN] = split(graph, biased, ["hidden_r", "hidden_z", "hidden_n"]);
    const r = apply("Sigmoid", apply("Add", inputR!, hiddenR!));
    const z = apply("Sigmoid", apply("Add", inputZ!, hiddenZ!));
    const n = apply("Tanh", apply("Add", inputN!, apply("Mul", r, hiddenN!)));
    const h = apply("Add", n, apply("Mul", z, apply("Sub", before["h"]!, n)));
    return { r, z, n, h };
  }
  const sums = apply("Add", input, recurrent);
  if (spec.cell === "SimpleRNN") return { h: apply("Tanh", sums) };
  const gates: Record<string, Value> = {};
  const names = slotsOf(spec).map(({ name }) => name);
  split(graph, sums, names.map((name) => `sum_${name}`)).forEach((sum, at) => {
    const name = names[at]!;
    gates[name] = apply(name === "g" ? "Tanh" : "Sigmoid", sum);
  });
  // An absent gate is held at one.
  const gated = (gate: string, value: Value): Value =>
    gates[gate] ? apply("Mul", gates[gate], value) : value;
  const c = apply("Add", gated("f", before["c"]!), gated("i", gates["g"]!));
  return { ...gates, c, h: gated("o", apply("Tanh", c)) };
}

/** Splits the last axis into equal parts. */
function split(graph: GraphBuilder, value: Value, names: readonly string[]): Value[] {
  if (names.length === 1) return [value];
  const outputs = names.map((name) => `${value}/${name}`);
  graph.node("Split", [value], { axis: 1 }, outputs);
  return outputs;
}
