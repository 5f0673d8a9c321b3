import { assertAlmostEquals, assertEquals } from "@std/assert";
import { ForecastData } from "../../src/data/forecast_data.ts";
import {
  fillingErrors,
  imputationTask,
  interpolate,
} from "../../src/experiments/imputation_task.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";

const GAP = { from: 3, count: 2 };
const data = (): ForecastData =>
  new ForecastData(Float32Array.from({ length: 200 }, (_, t) => t % 7), { window: 8 });

Deno.test("batches hide the gap, say where it is, and ask for what was there", async () => {
  await openBackend();
  const series = data(), start = series.starts.train[5]!;
  const batch = imputationTask(series, GAP, 1).batch(Uint32Array.of(5));
  const values = [...batch.values.dataSync()];
  assertEquals(batch.values.shape, [1, 8, 2]);
  assertEquals(values.filter((_, i) => i % 2 === 1), [0, 0, 0, 1, 1, 0, 0, 0]);
  const window = [...series.values.subarray(start, start + 8)];
  const shown = window.map((value, t) => t === 3 || t === 4 ? 0 : value);
  assertEquals(values.filter((_, i) => i % 2 === 0), shown);
  assertEquals([...batch.targets.dataSync()], window.slice(3, 5));
});

Deno.test("interpolation is exact on a straight line, and errors are told apart by position", () => {
  const line = new ForecastData(Float32Array.from({ length: 200 }, (_, t) => t), { window: 8 });
  const exact = fillingErrors(interpolate(line, GAP, line.starts.test), GAP, line);
  assertAlmostEquals(exact.mse, 0, 1e-12);
  const fillings = {
    predictions: Float32Array.of(1, 0, 1, 0),
    targets: Float32Array.of(0, 0, 0, 2),
  };
  const { windows, byPosition, mse } = fillingErrors(fillings, GAP, line);
  assertEquals({ windows, byPosition, mse }, { windows: 2, byPosition: [1, 2], mse: 1.5 });
});
