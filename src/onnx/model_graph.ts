/**
 * A whole model as an ONNX graph: embedding, recurrent stack, readout and linear head.
 *
 * | input | type | |
 * |---|---|---|
 * | `values` | f32 [batch, steps, inputs] | features; standardised, oldest first, for a forecaster |
 * | `tokens` | i32 [batch, steps] | instead of `values`, for a model with an embedding |
 * | `lengths` | i32 [batch] | valid steps of each sample, 1 … steps; with a masked model alone |
 *
 * The output is `prediction`, f32 [batch, outputs], or [batch, steps, outputs] for the readout `sequence`. The variant `explain`
 * adds each gate and state, f32 [batch, steps, hidden], by the names of the cell's equations and PyTorch's suffixes:
 * `i_l0`, `h_l1_reverse`. The CPU kernels of onnxruntime run time-major, so the input is transposed once inside.
 */
import { checkRecurrentSpec, directionsOf } from "../kernels/recurrent_spec.ts";
import type { ModelSpec } from "../nn/model_spec.ts";
import { explicitStack } from "./explicit_stack.ts";
import type { Graph } from "./graph.ts";
import { GraphBuilder, type Value } from "./graph_builder.ts";
import { parameter, transposed, type Weights } from "./layer_weights.ts";
import type { Variant } from "./model_metadata.ts";
import { nativeStack } from "./native_stack.ts";

/** Forms that one model can take. */
export interface GraphOptions {
  /** Whether gates and states are outputs too. */
  readonly variant: Variant;
  /** Steps of the input; any number when absent. */
  readonly steps?: number;
  /** Whether each sample has a length of its own. */
  readonly masked?: boolean;
}

/**
 * Builds the graph of a model.
 * @throws RangeError for a parameter that is missing or of another size, and for a masked model with the readout `sequence`:
 *   what it gives past a sample's length is not the same in every runtime
 */
export function modelGraph(
  spec: ModelSpec,
  weights: Weights,
  { variant, steps, masked = false }: GraphOptions,
): Graph {
  const { recurrent: stack, readout, outputs } = spec;
  checkRecurrentSpec(stack);
  if (masked && readout === "sequence") {
    throw new RangeError("Cannot export a masked model that is read out at every step");
  }
  const graph = new GraphBuilder("unroll");
  const time = steps ?? "steps";
  const values = inputValues(graph, spec, weights, time);
  const lengths = masked
    ? graph.input("lengths", "int32", ["batch"], "Valid steps of each sample, 1 to steps")
    : undefined;
  const input = { values, lengths, readout };
  const { states, traces } = variant === "plain"
    ? { states: nativeStack(graph, stack, weights, input), traces: [] }
    : explicitStack(graph, stack, weights, input);

  const width = directionsOf(stack) * stack.hidden;
  const fcWeight = parameter(weights, "fc.weight", outputs * width);
  const fcBias = graph.floats("fc.bias", [outputs], parameter(weights, "fc.bias", outputs));
  if (readout === "sequence") {
    const samples = graph.node("Transpose", [states], { perm: [1, 0, 2] });
    const columns = graph.floats("fc.weight", [width, outputs], transposed(fcWeight, outputs));
    const product = graph.node("MatMul", [samples, columns]);
    graph.node("Add", [product, fcBias], {}, ["prediction"]);
    graph.output("prediction", "float32", ["batch", time, outputs]);
  } else {
    const rows = graph.floats("fc.weight", [outputs, width], fcWeight);
    graph.node("Gemm", [states, rows, fcBias], { transB: 1 }, ["prediction"]);
    graph.output("prediction", "float32", ["batch", outputs]);
  }
  for (const trace of traces) graph.output(trace, "float32", ["batch", time, stack.hidden]);
  return graph.build();
}

/** Declares the input and returns it as f32 [steps, batch, inputs]. */
function inputValues(
  graph: GraphBuilder,
  spec: ModelSpec,
  weights: Weights,
  time: number | string,
): Value {
  if (!spec.embedding) {
    const values = graph.input("values", "float32", ["batch", time, spec.recurrent.inputs]);
    return graph.node("Transpose", [values], { perm: [1, 0, 2] });
  }
  const tokens = graph.input("tokens", "int32", ["batch", time]);
  const { vocabulary } = spec.embedding, width = spec.recurrent.inputs;
  const table = parameter(weights, "embedding.weight", vocabulary * width);
  return graph.node("Gather", [
    graph.floats("embedding.weight", [vocabulary, width], table),
    graph.node("Transpose", [tokens], { perm: [1, 0] }),
  ]);
}
