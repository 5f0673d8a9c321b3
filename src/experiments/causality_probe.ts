/**
 * The job of Q7-d that tests whether a forecaster, of whatever direction, sees the future: every value after the forecast's origin is
 * changed, the data are made ready anew from the changed series, and the forecast is made again. As a control, the last
 * value before the origin is changed instead, which must move the forecast.
 */
import { join } from "node:path";
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { weightValues } from "../nn/model.ts";
import type { ModelSpec } from "../nn/model_spec.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { forecast } from "./forecast_task.ts";

/** Configuration of a probe. */
export interface CausalityProbe {
  /** Name of the probed network. */
  readonly model: string;
  /** Seed of its training. */
  readonly seed: number;
  /** Past values in a window. */
  readonly window: number;
  /** How many origins are tried, evenly spread over the test part. */
  readonly origins: number;
  /** The network. */
  readonly spec: ModelSpec;
}

/** Writes `causality.json`: how far forecasts moved, in standardised units. It needs the training. */
export async function probeCausality(context: JobContext): Promise<void> {
  const { window, origins, spec } = context.config as unknown as CausalityProbe;
  await openBackend();
  const [folder] = Object.values(context.needs);
  const stored = readSafetensors(await Deno.readFile(join(folder!, "weights.safetensors")));
  const model = new RecurrentModel(spec, weightValues(stored.tensors));
  const series = await readSeries(Object.values(context.data)[0]!);
  const data = new ForecastData(series, { window });
  const { test } = data.starts, stride = Math.max(Math.floor(test.length / origins), 1);
  const starts = test.filter((_, i) => i % stride === 0).subarray(0, origins);

  const forecastAt = (from: ForecastData, start: number): number =>
    forecast(model, from, Uint32Array.of(start)).predictions[0]!;
  let futureMove = 0, largestMove = 0, moves = 0;
  starts.forEach((start, i) => {
    const before = forecastAt(data, start), origin = start + window;
    // Mirrored about their mean: every later value changes, and no missing one appears or goes.
    const future = series.map((kilowatts, t) =>
      t < origin ? kilowatts : 2 * data.scaling.mean - kilowatts + 1
    );
    futureMove = Math.max(
      futureMove,
      Math.abs(forecastAt(new ForecastData(future, { window }), start) - before),
    );
    const present = Float32Array.from(series);
    present[origin - 1]! += data.scaling.standardDeviation;
    const move = Math.abs(forecastAt(new ForecastData(present, { window }), start) - before);
    largestMove = Math.max(largestMove, move);
    moves += move;
    context.progress({ done: i + 1, total: starts.length, note: "origins" });
  });
  model.dispose();
  const result = {
    windows: starts.length,
    futureChanged: { largestMove: futureMove },
    presentChanged: { largestMove, meanMove: moves / starts.length },
  };
  await context.write("causality.json", `${JSON.stringify(result)}\n`);
}
