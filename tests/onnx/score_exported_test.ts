import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { initialWeights, RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { ExportedModel } from "../../src/onnx/exported_model.ts";
import { exportJob } from "../../src/onnx/export_job.ts";
import { comparePredictions, scoreExported } from "../../src/onnx/score_exported.ts";
import { FORECASTER, forecasterJob, WINDOW, withStem } from "./finished_job.ts";

Deno.test("comparePredictions() gives the largest difference and the errors' relative differences", () => {
  const targets = Float32Array.of(0, 0, 0, 0);
  const score = comparePredictions(
    Float32Array.of(1, 1, 2, 2),
    Float32Array.of(1, 1, 2, 1),
    targets,
  );
  assertEquals([score.windows, score.largestDifference, score.mse, score.mae], [4, 1, 2.5, 1.5]);
  assertAlmostEquals(score.mseRelativeDifference, (2.5 - 1.75) / 1.75, 1e-12);
  assertAlmostEquals(score.maeRelativeDifference, (1.5 - 1.25) / 1.25, 1e-12);
  const broken = comparePredictions(
    Float32Array.of(NaN, 0),
    Float32Array.of(0, 0),
    targets.subarray(2),
  );
  assertEquals(broken.largestDifference, NaN);
  assertThrows(() => comparePredictions(targets, targets, targets.subarray(1)), RangeError);
});

Deno.test("an exported forecaster's predictions are the engine's within 1e-5, its metrics within 1e-5 relative", async () => {
  await openBackend();
  const windows = Float32Array.from({ length: 300 * WINDOW }, (_, i) => (i * 37 % 101) / 30 - 1.5);
  const targets = Float32Array.from({ length: 300 }, (_, i) => (i * 13 % 29) / 10 - 1.4);
  const model = new RecurrentModel(FORECASTER, initialWeights(FORECASTER, 7));
  const predictions = tf.tidy(() =>
    model.forward({ values: tf.tensor3d(windows, [300, WINDOW, 1]) }).dataSync()
  ) as Float32Array;
  model.dispose();
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const exported = await ExportedModel.open(`${stem}.onnx`);
    const score = await scoreExported(exported, { windows, steps: WINDOW, predictions, targets });
    assertEquals(score.windows, 300);
    assertLess(score.largestDifference, 1e-5);
    assertLess(score.mseRelativeDifference, 1e-5);
    assertLess(score.maeRelativeDifference, 1e-5);
    await exported.release();
  });
});
