import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import { fitAutoregression, scorePersistence } from "../../src/experiments/forecast_baseline.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";
import { fakeContext, metricsOf, seriesFile } from "./fake_context.ts";

/** Forty minutes: the training part alternates between 0 and 2 kW, so that standardising takes 1 away and no more. */
function byHand(test: readonly number[]): Float32Array {
  return Float32Array.from([...Array.from({ length: 34 }, (_, i) => i % 2 * 2), ...test]);
}

Deno.test("persistence has the errors worked by hand", async () => {
  await using file = await seriesFile(byHand([1, 2, 4, 4, 1, 0]));
  const context = fakeContext({ model: "persistence", window: 2 }, { power: file.path });
  await scorePersistence(context);
  // It says 2, 4, 4, 1; what came true was 4, 4, 1, 0.
  assertEquals(metricsOf(context), {
    parameters: 0,
    scaling: { mean: 1, standardDeviation: 1 },
    windows: {
      train: 26,
      validation: 4,
      test: 4,
      dropped: { train: 0, validation: 0, test: 0 },
    },
    test: { mse: 3.5, mae: 1.5, mseKw: 3.5, maeKw: 1.5, windows: 4 },
  });
  const { tensors } = readSafetensors(
    context.outputs["predictions.safetensors"]!.content as Uint8Array,
  );
  assertEquals(tensors["prediction"]!.data, Float32Array.of(1, 3, 3, 0));
  assertEquals(tensors["target"]!.data, Float32Array.of(3, 3, 0, -1));
});

Deno.test("persistence makes no forecast across a gap", async () => {
  await using file = await seriesFile(byHand([1, 2, 4, 4, NaN, 0, 3, 3, 3]));
  const context = fakeContext({ model: "persistence", window: 2 }, { power: file.path });
  await scorePersistence(context);
  const { windows, test } = metricsOf(context);
  // Of 43 minutes the last seven are the test part: 4, 4, –, 0, 3, 3, 3, in which two windows hold no gap.
  assertEquals([windows.test, windows.dropped.test], [2, 3]);
  assertEquals(test.mse, 0);
});

Deno.test("a linear autoregression recovers an exact AR(2) series to 1e-6", async () => {
  const [older, newer] = [-1, 1.2];
  const values = [0.7, -0.4];
  while (values.length < 500) values.push(older * values.at(-2)! + newer * values.at(-1)!);
  await using file = await seriesFile(Float32Array.from(values, (value) => value + 3));
  const context = fakeContext({ model: "linear autoregression", window: 2 }, { power: file.path });
  await fitAutoregression(context);
  const { coefficients, parameters, scaling, test } = metricsOf(context);
  // Standardised, the constant of the recursion is what the mean's distance from 3 leaves.
  const constant = (3 - scaling.mean) * (1 - older - newer) / scaling.standardDeviation;
  for (const [j, expected] of [older, newer, constant].entries()) {
    assertAlmostEquals(coefficients[j], expected, 1e-6);
  }
  assertEquals(parameters, 3);
  assertLess(test.mse, 1e-12);
});

Deno.test("a linear autoregression beats persistence on a noisy AR(1) series, and comes near its noise", async () => {
  const stream = new RandomStream(1, "ar test");
  let value = 0;
  const series = Float32Array.from({ length: 6000 }, () => value = 0.5 * value + stream.normal());
  await using file = await seriesFile(series);
  const [fitted, persistent] = [1, 2].map(() => fakeContext({ window: 4 }, { power: file.path }));
  await fitAutoregression(fitted!);
  await scorePersistence(persistent!);
  // Noise of variance 1; 900 test windows have a standard error of 0.047.
  assertAlmostEquals(metricsOf(fitted!).test.mseKw, 1, 0.15);
  assertLess(metricsOf(fitted!).test.mse, 0.9 * metricsOf(persistent!).test.mse);
});
