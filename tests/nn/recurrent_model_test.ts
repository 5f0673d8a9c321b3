import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { LstmGate, RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import { modelParameters, type ModelSpec, parameterCount } from "../../src/nn/model_spec.ts";
import { initialWeights, RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { lossAndGradients } from "../../src/nn/training_step.ts";

await openBackend();

function forecaster(recurrent: Partial<RecurrentSpec>): ModelSpec {
  const stack = { cell: "LSTM", inputs: 1, hidden: 64, layers: 2, bidirectional: false } as const;
  return { recurrent: { ...stack, ...recurrent }, readout: "last", outputs: 1 };
}

const TAGGER: ModelSpec = {
  recurrent: { cell: "GRU", inputs: 3, hidden: 5, layers: 1, bidirectional: true },
  readout: "sequence",
  outputs: 4,
  embedding: { vocabulary: 7, padding: 0 },
};

for (
  const [name, recurrent, count] of [
    ["SimpleRNN", { cell: "SimpleRNN" }, 12_673],
    ["LSTM", {}, 50_497],
    ["GRU", { cell: "GRU" }, 37_889],
    ["BiLSTM", { bidirectional: true }, 133_761],
  ] as const
) {
  Deno.test(`the study's ${name} has ${count} parameters`, () => {
    assertEquals(parameterCount(forecaster(recurrent)), count);
  });
}

Deno.test("each removed gate takes a quarter of a one-layer LSTM's recurrent parameters", () => {
  const gates: LstmGate[] = ["input", "forget", "output"];
  for (let removed = 0; removed <= gates.length; removed++) {
    const spec = forecaster({ hidden: 8, layers: 1, removedGates: gates.slice(0, removed) });
    // Of each gate: 8 input weights, 64 recurrent ones, two biases of 8.
    assertEquals(parameterCount(spec), (4 - removed) * (8 + 64 + 16) + 9);
  }
});

Deno.test("an embedding's table comes first among the parameters", () => {
  assertEquals(modelParameters(TAGGER)[0], { name: "embedding.weight", shape: [7, 3] });
  assertEquals(modelParameters(TAGGER).at(-2), { name: "fc.weight", shape: [4, 10] });
});

Deno.test("a model gives back the weights it was made with", () => {
  const weights = initialWeights(TAGGER, 3);
  const model = new RecurrentModel(TAGGER, weights);
  for (const { name, shape } of modelParameters(TAGGER)) {
    assertEquals(model.weights()[name], { dtype: "F32", shape, data: weights[name]! });
  }
  model.dispose();
});

Deno.test("weights that are missing or of another size are a RangeError that names them", () => {
  const weights = initialWeights(TAGGER, 1);
  const { "fc.bias": _, ...missing } = weights;
  assertThrows(
    () => new RecurrentModel(TAGGER, missing),
    RangeError,
    "Cannot load fc.bias: expected [4] values, got none",
  );
  assertThrows(
    () => new RecurrentModel(TAGGER, { ...weights, "fc.bias": new Float32Array(5) }),
    RangeError,
    "Cannot load fc.bias: expected [4] values, got 5",
  );
});

Deno.test("a forget bias is refused where there is no forget gate", () => {
  for (const recurrent of [{ cell: "GRU" }, { removedGates: ["forget"] }] as const) {
    const spec = { ...forecaster(recurrent), forgetBias: 1 };
    assertThrows(() => initialWeights(spec, 1), RangeError, "the model has none");
  }
});

Deno.test("a model read at each step gives the outputs that one read at the last step gives", () => {
  const spec = forecaster({ cell: "SimpleRNN", hidden: 6 });
  const weights = initialWeights(spec, 2),
    input = Float32Array.from({ length: 8 }, (_, i) => i / 8);
  const tagger = new RecurrentModel({ ...spec, readout: "sequence" }, weights);
  const last = new RecurrentModel(spec, weights);
  const each = tagger.forward({ values: tf.tensor3d(input, [2, 4, 1]) });
  assertEquals(each.shape, [2, 4, 1]);
  for (let steps = 1; steps <= 4; steps++) {
    const prefixes = [...input.subarray(0, steps), ...input.subarray(4, 4 + steps)];
    const output = last.forward({ values: tf.tensor3d(prefixes, [2, steps, 1]) }).dataSync();
    assertEquals(
      [...output],
      [each.dataSync()[steps - 1], each.dataSync()[4 + steps - 1]],
      `after ${steps} steps`,
    );
  }
  tagger.dispose();
  last.dispose();
});

Deno.test("an embedding model reads the rows of its table, and its padding row starts and stays 0", () => {
  const weights = initialWeights(TAGGER, 1);
  const model = new RecurrentModel(TAGGER, weights);
  const ids = [1, 6, 0, 3, 0, 0];
  const output = model.forward({ values: tf.tensor2d(ids, [2, 3], "int32") });
  assertEquals(output.shape, [2, 3, 4]);

  const { embedding: _, ...withoutTable } = TAGGER;
  const { "embedding.weight": table, ...rest } = weights;
  const features = ids.flatMap((id) => [...table!.subarray(3 * id, 3 * id + 3)]);
  const plain = new RecurrentModel(withoutTable, rest);
  assertEquals(
    output.dataSync(),
    plain.forward({ values: tf.tensor3d(features, [2, 3, 3]) }).dataSync(),
  );

  const { gradients } = lossAndGradients(model, {
    values: tf.tensor2d(ids, [2, 3], "int32"),
    targets: tf.ones([2, 3, 4]),
  }, "meanSquaredError");
  const gradient = gradients.get("embedding.weight")!.dataSync();
  assertEquals([...table!.subarray(0, 3)], [0, 0, 0]);
  for (const [id, moves] of [[0, false], [1, true], [2, false], [3, true], [6, true]] as const) {
    assertEquals(gradient.subarray(3 * id, 3 * id + 3).some((value) => value !== 0), moves);
  }
  model.dispose();
  plain.dispose();
});

Deno.test("what follows a sample's length does not move its output", () => {
  const model = RecurrentModel.initialise(forecaster({ bidirectional: true, hidden: 8 }), 1);
  const lengths = Int32Array.of(3, 5);
  const run = (tail: number, lengths?: Int32Array): ArrayLike<number> =>
    model.forward({ values: tf.tensor3d([1, 2, 3, tail, tail, 5, 4, 3, 2, 1], [2, 5, 1]), lengths })
      .dataSync();
  assertEquals(run(9, lengths), run(-9, lengths));
  assertNotEquals(run(9), run(-9));
  model.dispose();
});

Deno.test("a linear head reads the state: its output moves by the bias", () => {
  const spec = forecaster({ hidden: 4 }), weights = initialWeights(spec, 5);
  const values = tf.tensor3d([0.5, -0.5], [1, 2, 1]);
  const [before, after] = [0, 10].map((bias) => {
    const model = new RecurrentModel(spec, { ...weights, "fc.bias": Float32Array.of(bias) });
    const [output] = model.forward({ values }).dataSync();
    model.dispose();
    return output!;
  });
  assertAlmostEquals(after! - before!, 10, 1e-5);
});
