/** The job that trains one forecasting network and scores its best epoch on the test part. */
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { weightValues } from "../nn/model.ts";
import { type ModelSpec, parameterCount } from "../nn/model_spec.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { writeSafetensors } from "../nn/safetensors.ts";
import { train, type TrainingOptions } from "../nn/trainer.ts";
import { epochErrors, writeForecast } from "./forecast_outputs.ts";
import { forecast, forecastTask, windowsOf } from "./forecast_task.ts";
import { jobTraining } from "./training_hooks.ts";

/** Configuration of a training. */
export interface ForecastTraining {
  /** Name of the architecture, as the study has it. */
  readonly model: string;
  /** Keys initialisation and shuffling; an unsigned 32-bit integer. */
  readonly seed: number;
  /** Past values that the forecast rests on. */
  readonly window: number;
  /** The network. */
  readonly spec: ModelSpec;
  /** How it is trained. */
  readonly training: Omit<TrainingOptions, "seed">;
  /** Every how manieth validation window is scored after an epoch. */
  readonly validationStride: number;
  /** Every how manieth test window is scored; all of them when absent. */
  readonly testStride?: number;
}

/**
 * Trains and writes `weights.safetensors` (the best epoch's), `metrics.json`, `predictions.safetensors`, `timing.json`.
 * @throws CliError when the loss is not finite
 */
export async function trainForecaster(context: JobContext): Promise<void> {
  const config = context.config as unknown as ForecastTraining;
  const host = await openBackend();
  const [path] = Object.values(context.data);
  const data = new ForecastData(await readSeries(path!), { window: config.window });
  const { hooks, secondsPerEpoch, scored } = await jobTraining(
    context,
    config.training.epochs,
    ({ validation }) => `validation MSE ${validation.loss.toFixed(4)}`,
  );
  const task = forecastTask(data, config.validationStride);
  const options = { ...config.training, seed: config.seed };
  const { history, bestEpoch, weights } = await train(host, config.spec, task, options, hooks);
  const model = new RecurrentModel(config.spec, weightValues(weights));
  const forecasts = forecast(model, data, windowsOf(data, "test", config.testStride), scored);
  model.dispose();
  await context.write("weights.safetensors", writeSafetensors(weights));
  await writeForecast(context, data, forecasts, {
    parameters: parameterCount(config.spec),
    epochs: epochErrors(history),
    bestEpoch,
  });
  await context.write("timing.json", JSON.stringify({ secondsPerEpoch }), "timing");
}
