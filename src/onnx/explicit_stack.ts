/**
 * The recurrent stack as one Scan over time for each layer and direction, with every gate and state of every step as an output.
 * Each layer's input is projected for all steps at once, so that a step multiplies the recurrent weights alone.
 */
import {
  directionsOf,
  gateRows,
  layerInputs,
  type RecurrentSpec,
} from "../kernels/recurrent_spec.ts";
import { cellBody, stateNames, traceNames } from "./explicit_cell.ts";
import type { GraphBuilder, Value } from "./graph_builder.ts";
import { layerSuffix, layerWeights, transposed, type Weights } from "./layer_weights.ts";
import type { StackInput } from "./native_stack.ts";
import { asInt64, stepAt } from "./sequence_nodes.ts";

/** What a stack gives. */
export interface ExplicitStack {
  /** As of `nativeStack`. */
  readonly states: Value;
  /** f32 [batch, steps, hidden] each, named `i_l0`, `h_l1_reverse`. */
  readonly traces: readonly Value[];
}

/** Adds the stack to a graph. */
export function explicitStack(
  graph: GraphBuilder,
  spec: RecurrentSpec,
  weights: Weights,
  { values, lengths, readout }: StackInput,
): ExplicitStack {
  const valid = lengths ? validSteps(graph, values, lengths) : undefined;
  const samples = graph.node("Shape", [values], { start: 1, end: 2 });
  const stateShape = graph.node("Concat", [samples, graph.integers([spec.hidden])], { axis: 0 });
  const zeros = graph.node("ConstantOfShape", [stateShape]);
  const traces: Value[] = [];
  let below = values, finals: Value[] = [];
  for (let layer = 0; layer < spec.layers; layer++) {
    const sequences: Value[] = [];
    finals = [];
    for (let direction = 0; direction < directionsOf(spec); direction++) {
      const suffix = layerSuffix(layer, direction);
      const scan = scanLayer(graph, spec, weights, layer, direction, { below, valid, zeros });
      sequences.push(scan.steps["h"]!);
      finals.push(scan.final);
      for (const [name, value] of Object.entries(scan.steps)) {
        const trace = `${name}${suffix}`;
        traces.push(graph.node("Transpose", [value], { perm: [1, 0, 2] }, [trace]));
      }
    }
    below = concatenated(graph, sequences, 2);
  }
  const states = readout === "sequence"
    ? below
    : readout === "last"
    ? stepAt(graph, below, lengths)
    : concatenated(graph, finals, 1);
  return { states, traces };
}

const concatenated = (graph: GraphBuilder, values: readonly Value[], axis: number): Value =>
  values.length === 1 ? values[0]! : graph.node("Concat", values, { axis });

/** bool [steps, batch, 1]: whether a step lies within its sample's length. */
function validSteps(graph: GraphBuilder, values: Value, lengths: Value): Value {
  const first = graph.integers(0), stride = graph.integers(1);
  const steps = graph.node("Squeeze", [graph.node("Shape", [values], { start: 0, end: 1 })]);
  const times = graph.node("Range", [first, steps, stride]);
  const column = graph.node("Unsqueeze", [times, graph.integers([1])]);
  const wide = asInt64(graph, lengths);
  const within = graph.node("Less", [column, wide]);
  return graph.node("Unsqueeze", [within, graph.integers([2])]);
}

/** One layer in one direction: its traces [steps, batch, hidden] by name, and its final hidden state [batch, hidden]. */
function scanLayer(
  graph: GraphBuilder,
  spec: RecurrentSpec,
  weights: Weights,
  layer: number,
  direction: number,
  { below, valid, zeros }: { below: Value; valid: Value | undefined; zeros: Value },
): { readonly steps: Record<string, Value>; readonly final: Value } {
  const suffix = layerSuffix(layer, direction);
  const rows = gateRows(spec) * spec.hidden, inputs = layerInputs(spec, layer);
  const own = layerWeights(spec, weights, layer, direction);
  const constant = (name: string, shape: readonly number[], data: Float32Array): Value =>
    graph.floats(`${name}${suffix}`, shape, data);
  const inputWeights = constant("weight_ih", [inputs, rows], transposed(own.weightIh, rows));
  const hiddenWeights = constant("weight_hh", [spec.hidden, rows], transposed(own.weightHh, rows));
  // The GRU's reset gate multiplies its recurrent bias too.
  const separate = spec.cell === "GRU";
  const bias = separate ? own.biasIh : own.biasIh.map((value, i) => value + own.biasHh[i]!);
  const hiddenBias = separate ? constant("bias_hh", [rows], own.biasHh) : undefined;
  const product = graph.node("MatMul", [below, inputWeights]);
  const projected = graph.node("Add", [product, constant("bias", [rows], bias)]);

  const body = cellBody(spec, `step${suffix}`, { hiddenWeights, hiddenBias }, valid !== undefined);
  const states = stateNames(spec), names = traceNames(spec);
  const steps = Object.fromEntries(names.map((name) => [name, `steps/${name}${suffix}`]));
  const scanned = valid ? [projected, valid] : [projected];
  const finals = states.map((state) => `final/${state}${suffix}`);
  graph.node("Scan", [...states.map(() => zeros), ...scanned], {
    body,
    num_scan_inputs: scanned.length,
    scan_input_directions: scanned.map(() => direction),
    scan_output_directions: names.map(() => direction),
  }, [...finals, ...Object.values(steps)]);
  return { steps, final: finals[0]! };
}
