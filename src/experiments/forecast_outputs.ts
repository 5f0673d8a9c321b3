/** What every forecaster's job writes, trained or not, so that reports can set them side by side. */
import type { JobContext } from "../core/job.ts";
import type { ForecastData } from "../data/forecast_data.ts";
import type { EpochRecord } from "../nn/checkpoint.ts";
import { writeSafetensors } from "../nn/safetensors.ts";
import { forecastErrors } from "./forecast_errors.ts";
import type { Forecasts } from "./forecast_task.ts";

/** What `metrics.json` says of each epoch; errors are of standardised loads. */
export function epochErrors(history: readonly EpochRecord[]): Record<string, unknown>[] {
  return history.map(({ epoch, trainingLoss, validation }) => ({
    epoch,
    trainingLoss,
    validationMse: validation.loss,
    validationMae: validation["mae"],
  }));
}

/** Writes `predictions.safetensors` and `metrics.json`: the test errors and `more`. */
export async function writeForecast(
  context: JobContext,
  data: ForecastData,
  { predictions, targets }: Forecasts,
  more: { readonly parameters: number } & Record<string, unknown>,
): Promise<void> {
  const shape = [predictions.length];
  await context.write(
    "predictions.safetensors",
    writeSafetensors({
      prediction: { dtype: "F32", shape, data: predictions },
      target: { dtype: "F32", shape, data: targets },
    }),
  );
  const metrics = {
    ...more,
    scaling: data.scaling,
    windows: {
      train: data.starts.train.length,
      validation: data.starts.validation.length,
      test: data.starts.test.length,
      dropped: data.dropped,
    },
    test: forecastErrors(predictions, targets, data.scaling),
  };
  await context.write("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
}
