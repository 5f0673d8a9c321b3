import { fromBinary } from "@bufbuild/protobuf";
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";
import { modelParameters } from "../../src/nn/model_spec.ts";
import { modelBytes } from "../../src/onnx/export_model.ts";
import { modelGraph } from "../../src/onnx/model_graph.ts";
import { ModelProtoSchema, type TensorProto } from "../../src/onnx/onnx_pb.ts";
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

async function predictions(
  bytes: Uint8Array,
  spec: ModelSpec,
  steps = STEPS,
): Promise<Float32Array> {
  const session = await OnnxSession.load(bytes);
  // Levels that differ from sample to sample, with a ripple.
  const values = Float32Array.from(
    { length: SAMPLES * steps },
    (_, i) => Math.floor(i / steps) / 4 - 1.5 + (i * 37 % 101) / 200,
  );
  const tokens = Int32Array.from({ length: SAMPLES * steps }, (_, i) => i * 37 % 500);
  const outputs = await session.run(
    spec.embedding
      ? { tokens: { data: tokens, shape: [SAMPLES, steps] } }
      : { values: { data: values, shape: [SAMPLES, steps, 1] } },
  );
  await session.release();
  return outputs["prediction"]!.data as Float32Array;
}

/** Matrices rounded to eight bits row by row and back, all else as it is: what the weights of a quantised model stand for. */
function roundedWeights(spec: ModelSpec): Record<string, Float32Array<ArrayBuffer>> {
  const weights = initialWeights(spec, 3);
  for (const { name, shape } of modelParameters(spec)) {
    if (!/^rnn\.weight|^embedding/.test(name)) continue;
    const width = shape[1]!;
    for (let from = 0; from < weights[name]!.length; from += width) {
      const row = weights[name]!.subarray(from, from + width);
      const scale = Math.fround(Math.max(...row.map(Math.abs)) / 127) || 1;
      row.forEach((value, i) => row[i] = Math.round(value / scale) * scale);
    }
  }
  return weights;
}

/** The largest difference of two rows. */
function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

for (const [name, spec] of Object.entries({ ...FORECASTERS, classifier: CLASSIFIER })) {
  Deno.test(`${name} of eight bits is smaller, and not quite the same`, async () => {
    const file = modelBytes(modelGraph(spec, initialWeights(spec, 3), { variant: "plain" }), []);
    const { bytes, scheme } = quantiseModel(file);
    assertEquals(scheme, spec.recurrent.cell === "LSTM" ? "dynamic" : "weights");
    assertLess(bytes.length, 0.55 * file.length);
    assertGreater(furthest(await predictions(file, spec), await predictions(bytes, spec)), 1e-6);
  });
}

for (const name of ["SimpleRNN", "GRU"]) {
  Deno.test(`${name} with weights of eight bits predicts what its rounded weights predict`, async () => {
    const spec = FORECASTERS[name]!;
    const file = modelBytes(modelGraph(spec, initialWeights(spec, 3), { variant: "plain" }), []);
    const rounded = modelBytes(
      modelGraph(spec, roundedWeights(spec), { variant: "plain" }),
      [],
    );
    const { bytes } = quantiseModel(file);
    assertLess(furthest(await predictions(bytes, spec), await predictions(rounded, spec)), 1e-6);
  });
}

/** A graph's constants by name. */
function constantsOf(file: Uint8Array): Map<string, TensorProto> {
  return new Map(
    fromBinary(ModelProtoSchema, file).graph!.initializer.map((tensor) => [tensor.name, tensor]),
  );
}

const bytesOf = ({ rawData }: TensorProto): Int8Array => new Int8Array(rawData.slice().buffer);
const floatsOf = ({ rawData }: TensorProto): Float32Array =>
  new Float32Array(rawData.slice().buffer);

Deno.test("each weight of an LSTM of eight bits times its row's scale is the weight, to half a step", () => {
  const spec = FORECASTERS["BiLSTM"]!;
  const file = modelBytes(modelGraph(spec, initialWeights(spec, 3), { variant: "plain" }), []);
  const before = constantsOf(file), after = constantsOf(quantiseModel(file).bytes);
  let compared = 0;
  for (const [name, scale] of after) {
    if (!name.endsWith("/scale")) continue;
    const matrix = name.slice(0, -"/scale".length), exact = before.get(matrix)!;
    const [directions, rows, width] = exact.dims.map(Number) as [number, number, number];
    // As onnxruntime's DynamicQuantizeLSTM reads it: transposed, one scale for each row of each direction.
    assertEquals(after.get(matrix)!.dims.map(Number), [directions, width, rows]);
    assertEquals(scale.dims.map(Number), [directions, rows]);
    const values = floatsOf(exact), steps = floatsOf(scale), bytes = bytesOf(after.get(matrix)!);
    for (let d = 0; d < directions; d++) {
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < width; i++) {
          const step = steps[d * rows + row]!;
          const value = bytes[(d * width + i) * rows + row]! * step;
          const off = Math.abs(value - values[(d * rows + row) * width + i]!);
          assert(off <= 0.5001 * step, `${matrix} ${d} ${row} ${i}`);
          compared++;
        }
      }
    }
  }
  assertEquals(compared, 2 * 4 * 32 * (1 + 32 + 64 + 32));
});

Deno.test("a trained LSTM of eight bits forecasts as before, by a small part of what forecasts differ", async () => {
  const file = await Deno.readFile(
    new URL("../../models/quick/q7-a-lstm-seed-1.onnx", import.meta.url),
  );
  const exact = await predictions(file, FORECASTERS["LSTM"]!, 60);
  const rough = await predictions(quantiseModel(file).bytes, FORECASTERS["LSTM"]!, 60);
  const spread = Math.max(...exact) - Math.min(...exact);
  assertLess(furthest(exact, rough), 0.05 * spread);
});

Deno.test("equal files are quantised to equal files", () => {
  const spec = FORECASTERS["BiLSTM"]!;
  const file = modelBytes(modelGraph(spec, initialWeights(spec, 3), { variant: "plain" }), []);
  assertEquals(quantiseModel(file), quantiseModel(file));
});
