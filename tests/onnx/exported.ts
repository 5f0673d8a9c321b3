/** Models exported and run in onnxruntime, beside the same model in this engine. */
import { modelBytes } from "../../src/onnx/export_model.ts";
import { type GraphOptions, modelGraph } from "../../src/onnx/model_graph.ts";
import { type OnnxArray, OnnxSession } from "../../src/onnx/session.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";

/** Exports a model and runs it once. */
export async function runExported(
  spec: ModelSpec,
  weights: Readonly<Record<string, Float32Array>>,
  options: GraphOptions,
  feeds: Readonly<Record<string, OnnxArray>>,
): Promise<Record<string, Float32Array>> {
  const session = await OnnxSession.load(modelBytes(modelGraph(spec, weights, options), []));
  try {
    const outputs = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
    );
  } finally {
    await session.release();
  }
}
