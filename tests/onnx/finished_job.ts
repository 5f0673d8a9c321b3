/** Finished jobs for the tests of the export: networks with fresh weights. */
import { modelParameters, type ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";
import { writeSafetensors } from "../../src/nn/safetensors.ts";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import type { FinishedJob } from "../../src/onnx/export_job.ts";

export const FORECASTER: ModelSpec = {
  recurrent: { cell: "LSTM", inputs: 1, hidden: 8, layers: 2, bidirectional: false },
  readout: "last",
  outputs: 1,
};

export const CLASSIFIER: ModelSpec = {
  recurrent: { cell: "GRU", inputs: 4, hidden: 6, layers: 1, bidirectional: false },
  readout: "last",
  outputs: 1,
  embedding: { vocabulary: 20, padding: 0 },
};

export const SCALING = { mean: 1.25, standardDeviation: 0.75 };
export const WINDOW = 12;

/** A job with the outputs that trainings write. */
export function finishedJob(
  spec: ModelSpec,
  { config = {}, metrics = {} }: { config?: JsonObject; metrics?: JsonObject } = {},
): FinishedJob {
  const values = initialWeights(spec, 7);
  const weights = writeSafetensors(Object.fromEntries(
    modelParameters(spec).map(({ name, shape }) => [
      name,
      { dtype: "F32" as const, shape, data: values[name]! },
    ]),
  ));
  const outputs: Record<string, Uint8Array> = {
    "weights.safetensors": weights,
    "metrics.json": new TextEncoder().encode(JSON.stringify({
      parameters: 1000,
      bestEpoch: 3,
      test: { mse: 0.0625, mae: 0.125, windows: 40, byHour: [1, 2] },
      ...metrics,
    })),
  };
  return {
    name: "Q7-a/LSTM/seed-1",
    key: "1".repeat(64),
    kind: "forecast-training",
    config: {
      model: "LSTM",
      seed: 7,
      spec: spec as unknown as JsonObject,
      training: {},
      ...config,
    },
    data: { "simulated-household": "2".repeat(64) },
    kernel: "3".repeat(64),
    engine: 1,
    read: (name) => Promise.resolve(outputs[name]!),
  };
}

/** A forecaster's job. */
export function forecasterJob(): FinishedJob {
  return finishedJob(FORECASTER, { config: { window: WINDOW }, metrics: { scaling: SCALING } });
}

/** A classifier's job. */
export function classifierJob(padding: string): FinishedJob {
  return finishedJob(CLASSIFIER, {
    config: { reviews: { length: 30, padding } },
    metrics: { vocabulary: { size: 20, sha256: "4".repeat(64) }, test: { accuracy: 0.75 } },
  });
}

/** Runs `use` with a stem for exported files in a folder of its own. */
export async function withStem(use: (stem: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(`${folder}/q7-a-lstm-seed-1`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
