import { assert, assertEquals, assertLess } from "@std/assert";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";
import { modelBytes } from "../../src/onnx/export_model.ts";
import { modelGraph } from "../../src/onnx/model_graph.ts";
import { quantiseModel } from "../../src/onnx/quantise.ts";
import { OnnxSession } from "../../src/onnx/session.ts";

const STEPS = 20, SAMPLES = 16;
const stack = { inputs: 1, hidden: 32, layers: 2, bidirectional: false } as const;
const FORECASTERS: Readonly<Record<string, ModelSpec>> = {
  SimpleRNN: { recurrent: { cell: "SimpleRNN", ...stack }, readout: "last", outputs: 1 },
  GRU: { recurrent: { cell: "GRU", ...stack }, readout: "last", outputs: 1 },
  LSTM: { recurrent: { cell: "LSTM", ...stack }, readout: "last", outputs: 1 },
  BiLSTM: {
    recurrent: { cell: "LSTM", ...stack, bidirectional: true },
    readout: "last",
    outputs: 1,
  },
};
const CLASSIFIER: ModelSpec = {
  recurrent: { cell: "LSTM", inputs: 16, hidden: 16, layers: 1, bidirectional: false },
  readout: "last",
  outputs: 1,
  embedding: { vocabulary: 500, padding: 0 },
};

async function predictions(bytes: Uint8Array, spec: ModelSpec): Promise<Float32Array> {
  const session = await OnnxSession.load(bytes);
  const values = Float32Array.from(
    { length: SAMPLES * STEPS },
    (_, i) => (i * 37 % 101) / 30 - 1.5,
  );
  const tokens = Int32Array.from({ length: SAMPLES * STEPS }, (_, i) => i * 37 % 500);
  const outputs = await session.run(
    spec.embedding
      ? { tokens: { data: tokens, shape: [SAMPLES, STEPS] } }
      : { values: { data: values, shape: [SAMPLES, STEPS, 1] } },
  );
  await session.release();
  return outputs["prediction"]!.data as Float32Array;
}

for (const [name, spec] of Object.entries({ ...FORECASTERS, classifier: CLASSIFIER })) {
  Deno.test(`${name} of eight bits is smaller and predicts nearly the same, not quite the same`, async () => {
    const graph = modelGraph(spec, initialWeights(spec, 3), { variant: "plain" });
    const file = modelBytes(graph, []);
    const { bytes, scheme } = quantiseModel(file);
    assertEquals(scheme, spec.recurrent.cell === "LSTM" ? "dynamic" : "weights");
    assertLess(bytes.length, 0.55 * file.length);
    const exact = await predictions(file, spec), rough = await predictions(bytes, spec);
    const differences = exact.map((value, i) => Math.abs(value - rough[i]!));
    const mean = differences.reduce((a, b) => a + b) / SAMPLES;
    const scale = Math.max(...exact.map(Math.abs));
    assert(mean > 0, "nothing was quantised");
    assertLess(mean, 0.1 * scale);
  });
}

Deno.test("equal files are quantised to equal files", () => {
  const spec = FORECASTERS["BiLSTM"]!;
  const file = modelBytes(modelGraph(spec, initialWeights(spec, 3), { variant: "plain" }), []);
  assertEquals(quantiseModel(file), quantiseModel(file));
});
