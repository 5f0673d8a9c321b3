/**
 * The jobs of the two forecasters that every network has to beat: persistence, which says that the next value equals the
 * last, and a linear autoregression on the same window, fitted by least squares on the whole training part.
 */
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { writeForecast } from "./forecast_outputs.ts";
import { type Forecasts, windowsOf } from "./forecast_task.ts";
import { leastSquares } from "./least_squares.ts";

/** Configuration of a baseline. */
export interface ForecastBaseline {
  /** Its name in reports. */
  readonly model: string;
  /** Past values that a forecast rests on. */
  readonly window: number;
  /** Every how manieth test window is scored; all of them when absent. */
  readonly testStride?: number;
}

interface Opened {
  readonly data: ForecastData;
  /** Where the scored windows start. */
  readonly test: Uint32Array;
}

async function openData(context: JobContext): Promise<Opened> {
  const { window, testStride } = context.config as unknown as ForecastBaseline;
  const [path] = Object.values(context.data);
  const data = new ForecastData(await readSeries(path!), { window });
  return { data, test: windowsOf(data, "test", testStride) };
}

/** Forecasts of `predict`, which is told where a window starts, for the scored test windows. */
function forecastBy({ data, test: starts }: Opened, predict: (start: number) => number): Forecasts {
  return {
    predictions: Float32Array.from(starts, predict),
    targets: Float32Array.from(starts, (start) => data.values[start + data.window]!),
  };
}

/** Writes `metrics.json` and `predictions.safetensors` of persistence. */
export async function scorePersistence(context: JobContext): Promise<void> {
  const opened = await openData(context), { data } = opened;
  const forecasts = forecastBy(opened, (start) => data.values[start + data.window - 1]!);
  await writeForecast(context, data, forecasts, { parameters: 0 });
}

/**
 * Writes `metrics.json` (with the coefficients, oldest value first, then the intercept) and `predictions.safetensors` of
 * the linear autoregression.
 */
export async function fitAutoregression(context: JobContext): Promise<void> {
  const opened = await openData(context), { data } = opened;
  const { window, values } = data, starts = data.starts.train;
  const coefficients = leastSquares(starts.length, window + 1, (i, into) => {
    const start = starts[i]!;
    for (let step = 0; step < window; step++) into[step] = values[start + step]!;
    into[window] = 1;
    return values[start + window]!;
  });
  const forecasts = forecastBy(opened, (start) => {
    let sum = coefficients[window]!;
    for (let step = 0; step < window; step++) sum += coefficients[step]! * values[start + step]!;
    return sum;
  });
  const more = { parameters: window + 1, coefficients: [...coefficients] };
  await writeForecast(context, data, forecasts, more);
}
