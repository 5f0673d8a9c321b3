import { assert, assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import { RandomStream } from "../../src/core/random.ts";
import { ForecastData } from "../../src/data/forecast_data.ts";
import { forecast } from "../../src/experiments/forecast_task.ts";
import { trainForecaster } from "../../src/experiments/forecast_training.ts";
import { weightValues } from "../../src/nn/model.ts";
import { RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";
import { fakeContext, metricsOf, seriesFile } from "./fake_context.ts";

const SPEC = {
  recurrent: { cell: "GRU", inputs: 1, hidden: 4, layers: 1, bidirectional: true },
  readout: "last",
  outputs: 1,
} as const;

function configOf(training: JsonObject = {}): JsonObject {
  return {
    model: "tiny",
    seed: 3,
    window: 6,
    spec: SPEC,
    training: {
      epochs: 3,
      batchSize: 16,
      samplesPerEpoch: 40,
      learningRate: 0.02,
      loss: "meanSquaredError",
      ...training,
    },
    validationStride: 2,
  };
}

function someSeries(): Float32Array {
  const stream = new RandomStream(1, "forecast training test");
  let value = 0;
  return Float32Array.from({ length: 300 }, () => value = 0.8 * value + stream.normal());
}

Deno.test("a training writes its weights, metrics, predictions and timing, which fit each other", async () => {
  const series = someSeries();
  await using file = await seriesFile(series);
  const context = fakeContext(configOf(), { power: file.path });
  await trainForecaster(context);
  const { outputs } = context;
  assertEquals(Object.entries(outputs).map(([name, { kind }]) => `${kind} ${name}`).sort(), [
    "result metrics.json",
    "result predictions.safetensors",
    "result weights.safetensors",
    "timing timing.json",
  ]);

  const read = (name: string) => readSafetensors(outputs[name]!.content as Uint8Array).tensors;
  const model = new RecurrentModel(SPEC, weightValues(read("weights.safetensors")));
  const data = new ForecastData(series, { window: 6 });
  const { predictions, targets } = forecast(model, data, data.starts.test);
  model.dispose();
  const { prediction, target } = read("predictions.safetensors");
  assertEquals([prediction!.data, target!.data], [predictions, targets]);

  const metrics = metricsOf(context);
  let squares = 0;
  predictions.forEach((value, i) => squares += (value - targets[i]!) * (value - targets[i]!));
  assertEquals(metrics.test.mse, squares / targets.length);
  // Two directions of three gates: 4 input weights, 16 recurrent ones and 8 biases each; the head reads 8 states.
  assertEquals(metrics.parameters, 2 * 3 * (4 + 16 + 8) + 9);
  assertEquals(metrics.epochs.map(({ epoch }: { epoch: number }) => epoch), [1, 2, 3]);
  const losses: number[] = metrics.epochs.map((epoch: { validationMse: number }) =>
    epoch.validationMse
  );
  assertEquals(metrics.bestEpoch, 1 + losses.indexOf(Math.min(...losses)));
  // The clock of the test advances by a second whenever it is read.
  assertEquals(JSON.parse(outputs["timing.json"]!.content as string), {
    secondsPerEpoch: [1, 1, 1],
  });
});

Deno.test("a training resumed after any epoch writes the same bytes", async () => {
  await using file = await seriesFile(someSeries());
  const whole = fakeContext(configOf(), { power: file.path });
  await trainForecaster(whole);
  assertEquals(whole.checkpoints.length, 3);
  const results = (outputs: typeof whole.outputs) =>
    Object.fromEntries(Object.entries(outputs).filter(([, { kind }]) => kind === "result"));
  for (const checkpoint of whole.checkpoints) {
    const resumed = fakeContext(configOf(), { power: file.path }, checkpoint);
    await trainForecaster(resumed);
    assertEquals(results(resumed.outputs), results(whole.outputs));
  }
});

Deno.test("a training reports progress that only grows and ends at its total", async () => {
  await using file = await seriesFile(someSeries());
  const context = fakeContext(configOf(), { power: file.path });
  await trainForecaster(context);
  const done = context.reports.map(({ done }) => done);
  assertEquals(done, done.toSorted((a, b) => a - b));
  assertEquals(context.reports.at(-1), { done: 4, total: 4, note: "test part" });
  assert(context.reports.some(({ note }) => /^epoch 2\/3, validation MSE \d\.\d{4}$/.test(note)));
});

Deno.test("a training whose loss is not finite is a CliError and writes nothing", async () => {
  await using file = await seriesFile(someSeries());
  const context = fakeContext(configOf({ learningRate: 1e30 }), { power: file.path });
  await assertRejects(() => trainForecaster(context), CliError, "Cannot go on training");
  assertEquals(context.outputs, {});
});
