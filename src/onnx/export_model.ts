/** From weights to the bytes of an ONNX file (IR version 8, opset 17). Equal arguments give equal bytes. */
import { create, toBinary } from "@bufbuild/protobuf";
import { sha256 } from "../core/sha256.ts";
import type { Graph } from "./graph.ts";
import type { Weights } from "./layer_weights.ts";
import { modelGraph } from "./model_graph.ts";
import { metadataProperties, type ModelMetadata, type Variant } from "./model_metadata.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./onnx_pb.ts";

const IR_VERSION = 8n;
const OPSET = 17n;

/** Property that holds `graphHash`. */
export const GRAPH_HASH_PROPERTY = "unroll.graph";

/** Sha256 of a graph's bytes: tells a file that was damaged on its way from one that was not. */
export function graphHash(graph: Graph): string {
  return sha256(toBinary(GraphProtoSchema, graph));
}

/** Wraps a graph into the bytes of a file. */
export function modelBytes(
  graph: Graph,
  properties: readonly (readonly [key: string, value: string])[],
): Uint8Array<ArrayBuffer> {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      opsetImport: [{ domain: "", version: OPSET }],
      producerName: "unroll",
      graph,
      metadataProps: properties.map(([key, value]) => ({ key, value })),
    }),
  );
}

/**
 * Exports a trained model; model_graph.ts tells what goes in and out. A forecaster's input has the length that it was trained on; a
 * classifier's has any.
 * @param weights values of each parameter by its name
 * @throws RangeError for a parameter that is missing or of another size
 */
export function exportModel(
  weights: Weights,
  metadata: ModelMetadata,
  variant: Variant,
): Uint8Array<ArrayBuffer> {
  const { spec, window } = metadata;
  const steps = spec.embedding ? undefined : window, masked = metadata.padding === "true-last";
  const graph = modelGraph(spec, weights, { variant, steps, masked });
  const properties = [
    ...metadataProperties(metadata),
    [
      GRAPH_HASH_PROPERTY,
      graphHash(graph),
    ] as const,
  ];
  return modelBytes(graph, properties.sort(([a], [b]) => (a < b ? -1 : 1)));
}
