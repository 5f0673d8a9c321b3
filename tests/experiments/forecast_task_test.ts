import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import { ForecastData } from "../../src/data/forecast_data.ts";
import { forecast, forecastTask, windowsOf } from "../../src/experiments/forecast_task.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { Model } from "../../src/nn/model.ts";
import { RecurrentModel } from "../../src/nn/recurrent_model.ts";

await openBackend();

const WINDOW = 5;

function someData(length: number): ForecastData {
  const stream = new RandomStream(1, "forecast task");
  const series = Float32Array.from({ length }, () => stream.normal());
  series.fill(NaN, 30, 33);
  return new ForecastData(series, { window: WINDOW });
}

/** Says the last value of each window. */
const persistence: Model = {
  variables: new Map(),
  forward: ({ values }) => tf.reshape(tf.slice(values, [0, WINDOW - 1, 0], [-1, 1, 1]), [-1, 1]),
  weights: () => ({}),
  dispose() {},
};

Deno.test("a batch holds the windows at its indices, and the value after each", () => {
  const data = someData(200), task = forecastTask(data, 1);
  assertEquals(task.size, data.starts.train.length);
  const indices = Uint32Array.of(7, 0, task.size - 1, 7);
  const { values, targets } = task.batch(indices);
  assertEquals([values.shape, targets.shape], [[4, WINDOW, 1], [4, 1]]);
  for (const [row, index] of indices.entries()) {
    const start = data.starts.train[index]!;
    assertEquals(
      values.dataSync().slice(row * WINDOW, (row + 1) * WINDOW),
      data.values.slice(start, start + WINDOW),
    );
    assertEquals(targets.dataSync()[row], data.values[start + WINDOW]);
  }
  tf.dispose([values, targets]);
});

Deno.test("validation scores every n-th window of the validation part", () => {
  const data = someData(400);
  for (const stride of [1, 3]) {
    let squares = 0, magnitudes = 0, count = 0;
    for (let i = 0; i < data.starts.validation.length; i += stride, count++) {
      const target = data.starts.validation[i]! + WINDOW;
      const error = data.values[target - 1]! - data.values[target]!;
      squares += error * error;
      magnitudes += Math.abs(error);
    }
    assertEquals(forecastTask(data, stride).validate(persistence), {
      loss: squares / count,
      mae: magnitudes / count,
    });
  }
});

Deno.test("windowsOf keeps the first window and every n-th after it", () => {
  const data = someData(200), { test } = data.starts;
  assertEquals([...windowsOf(data, "test")], [...test]);
  assertEquals([...windowsOf(data, "test", 4)], [...test].filter((_, i) => i % 4 === 0));
});

Deno.test("a forecast does not depend on what is scored beside it, and frees its tensors", () => {
  const data = someData(900), starts = data.starts.train;
  const model = RecurrentModel.initialise({
    recurrent: { cell: "GRU", inputs: 1, hidden: 5, layers: 1, bidirectional: true },
    readout: "last",
    outputs: 1,
  }, 1);
  const before = tf.memory().numTensors, fractions: number[] = [];
  // More than two scoring batches, the last one short.
  const { predictions, targets } = forecast(model, data, starts, (f) => fractions.push(f));
  assertEquals(predictions.length, starts.length);
  for (const i of [0, 255, 256, 511, starts.length - 1]) {
    const alone = forecast(model, data, starts.slice(i, i + 1));
    assertEquals([alone.predictions[0], alone.targets[0]], [predictions[i], targets[i]]);
  }
  assertEquals(fractions, [256 / starts.length, 512 / starts.length, 1]);
  assertEquals(tf.memory().numTensors, before);
  model.dispose();
});
