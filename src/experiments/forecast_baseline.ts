/**
 * The jobs of the two forecasters that every network has to beat: persistence, which says that the next value equals the
 * last, and a linear autoregression on the same window, fitted by least squares on the whole training part.
 */
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { writeForecast } from "./forecast_outputs.ts";
import type { Forecasts } from "./forecast_task.ts";
import { leastSquares } from "./least_squares.ts";

async function openData(context: JobContext): Promise<ForecastData> {
  const [path] = Object.values(context.data);
  return new ForecastData(await readSeries(path!), { window: context.config["window"] as number });
}

/** Forecasts of `predict`, which is told where a window starts, for the whole test part. */
function forecastBy(data: ForecastData, predict: (start: number) => number): Forecasts {
  const starts = data.starts.test;
  return {
    predictions: Float32Array.from(starts, predict),
    targets: Float32Array.from(starts, (start) => data.values[start + data.window]!),
  };
}

/** Writes `metrics.json` and `predictions.safetensors` of persistence. */
export async function scorePersistence(context: JobContext): Promise<void> {
  const data = await openData(context);
  const forecasts = forecastBy(data, (start) => data.values[start + data.window - 1]!);
  await writeForecast(context, data, forecasts, { parameters: 0 });
}

/**
 * Writes `metrics.json` (with the coefficients, oldest value first, then the intercept) and `predictions.safetensors` of
 * the linear autoregression.
 */
export async function fitAutoregression(context: JobContext): Promise<void> {
  const data = await openData(context), { window, values } = data, starts = data.starts.train;
  const coefficients = leastSquares(starts.length, window + 1, (i, into) => {
    const start = starts[i]!;
    for (let step = 0; step < window; step++) into[step] = values[start + step]!;
    into[window] = 1;
    return values[start + window]!;
  });
  const forecasts = forecastBy(data, (start) => {
    let sum = coefficients[window]!;
    for (let step = 0; step < window; step++) sum += coefficients[step]! * values[start + step]!;
    return sum;
  });
  const more = { parameters: window + 1, coefficients: [...coefficients] };
  await writeForecast(context, data, forecasts, more);
}
