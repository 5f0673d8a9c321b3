import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { probe } from "../../src/nn/probe.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { GOLDEN_CASES } from "../kernels/golden_recurrent.ts";
import { modelSpecOf, weightsOf } from "./golden.ts";

const host = await openBackend();

for (const golden of GOLDEN_CASES) {
  Deno.test(`${golden.name}: a probe gives PyTorch's prediction and input gradient within 1e-5`, () => {
    const model = new RecurrentModel(modelSpecOf(golden), weightsOf(golden));
    const values = tf.tensor3d(golden.x.data, golden.x.shape as [number, number, number]);
    const targets = tf.tensor2d(golden.y.data, golden.y.shape as [number, number]);
    const alive = tf.memory().numTensors;
    const seen = probe(host, model, { values }, { loss: "meanSquaredError", targets });
    assertEquals(tf.memory().numTensors, alive);
    golden.prediction.forEach((value, i) => assertAlmostEquals(seen.output[i]!, value, 1e-5));
    golden.grad_x.forEach((value, i) => assertAlmostEquals(seen.inputGradient![i]!, value, 1e-5));
    assertEquals(seen.layers.length, golden.layers * (golden.bidirectional ? 2 : 1));
    model.dispose();
    tf.dispose([values, targets]);
  });
}

const SPEC: ModelSpec = {
  recurrent: { cell: "GRU", inputs: 3, hidden: 5, layers: 1, bidirectional: false },
  readout: "last",
  outputs: 1,
};

Deno.test("the gradient that reaches the last hidden state is that of the head", () => {
  const model = RecurrentModel.initialise(SPEC, 1);
  const stream = new RandomStream(1, "probe test");
  const values = tf.tensor3d(Float32Array.from({ length: 2 * 4 * 3 }, () => stream.normal()), [
    2,
    4,
    3,
  ]);
  const { layers } = probe(host, model, { values }, "sum of outputs");
  const head = model.weights()["fc.weight"]!.data, gradient = layers[0]!.hiddenGradient!;
  for (const sample of [0, 1]) {
    const last = (sample * 4 + 3) * 5;
    assertEquals([...gradient.subarray(last, last + 5)], [...head]);
  }
  model.dispose();
});

Deno.test("a model that reads every step cannot be probed", () => {
  const model = RecurrentModel.initialise({ ...SPEC, readout: "sequence" }, 1);
  assertThrows(
    () => probe(host, model, { values: tf.zeros([1, 2, 3]) }),
    RangeError,
    "Cannot probe a model that reads every step",
  );
  model.dispose();
});
