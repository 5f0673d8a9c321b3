/** Small groups of nodes that both forms of the stack need. */
import { TensorProto_DataType as DataType } from "./onnx_pb.ts";
import type { GraphBuilder, Value } from "./graph_builder.ts";

/** Moves the axis of directions in front of the hidden units by `permutation`, then joins the two as `shape` says. */
export function joinDirections(
  graph: GraphBuilder,
  value: Value,
  permutation: readonly number[],
  shape: readonly number[],
): Value {
  const moved = graph.node("Transpose", [value], { perm: permutation });
  return graph.node("Reshape", [moved, graph.integers(shape)]);
}

/** Lengths in the type that indices have. */
export function asInt64(graph: GraphBuilder, lengths: Value): Value {
  return graph.node("Cast", [lengths], { to: DataType.INT64 });
}

/**
 * The last valid step of each sample.
 * @param sequence [steps, batch, width]
 * @param lengths i32 [batch]; the last step of all when absent
 * @returns [batch, width]
 */
export function stepAt(graph: GraphBuilder, sequence: Value, lengths?: Value): Value {
  if (!lengths) return graph.node("Gather", [sequence, graph.integers(-1)], { axis: 0 });
  const wide = asInt64(graph, lengths);
  const last = graph.node("Sub", [wide, graph.integers(1)]);
  const indices = graph.node("Unsqueeze", [last, graph.integers([1])]);
  const samples = graph.node("Transpose", [sequence], { perm: [1, 0, 2] });
  return graph.node("GatherND", [samples, indices], { batch_dims: 1 });
}
