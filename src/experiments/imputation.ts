/** The jobs of Q7-d that fill a gap in the middle of a window: a trained network, and straight lines. */
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import type { EpochRecord } from "../nn/checkpoint.ts";
import { createModel, weightValues } from "../nn/model.ts";
import { type ModelSpec, parameterCount } from "../nn/model_spec.ts";
import { writeSafetensors } from "../nn/safetensors.ts";
import { train, type TrainingOptions } from "../nn/trainer.ts";
import { epochErrors } from "./forecast_outputs.ts";
import { windowsOf } from "./forecast_task.ts";
import {
  fill,
  fillingErrors,
  type Fillings,
  type Gap,
  imputationTask,
  interpolate,
} from "./imputation_task.ts";
import { jobTraining } from "./training_hooks.ts";

/** Configuration of an imputation; the last four fields are a network's. */
export interface Imputation {
  /** Name of the network, or of the rule. */
  readonly model: string;
  /** Values in a window. */
  readonly window: number;
  /** Which of them are hidden. */
  readonly gap: Gap;
  /** Every how manieth test window is filled. */
  readonly testStride: number;
  /** Seed of initialisation and sampling. */
  readonly seed?: number;
  /** The network. */
  readonly spec?: ModelSpec;
  /** How it is trained. */
  readonly training?: Omit<TrainingOptions, "seed">;
  /** Every how manieth validation window is filled after an epoch. */
  readonly validationStride?: number;
}

async function openData(context: JobContext): Promise<{
  config: Imputation;
  data: ForecastData;
  starts: Uint32Array;
}> {
  const config = context.config as unknown as Imputation;
  const series = await readSeries(Object.values(context.data)[0]!);
  const data = new ForecastData(series, { window: config.window });
  return { config, data, starts: windowsOf(data, "test", config.testStride) };
}

async function writeFillings(
  context: JobContext,
  { window, gap }: Imputation,
  data: ForecastData,
  fillings: Fillings,
  trained: { parameters: number; history?: readonly EpochRecord[]; bestEpoch?: number },
): Promise<void> {
  const { parameters, history = [], bestEpoch = null } = trained;
  const metrics = {
    parameters,
    scaling: data.scaling,
    gap: { window, ...gap },
    epochs: epochErrors(history),
    bestEpoch,
    test: fillingErrors(fillings, gap, data),
  };
  await context.write("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
}

/** Writes `metrics.json` of straight lines. */
export async function scoreInterpolation(context: JobContext): Promise<void> {
  const { config, data, starts } = await openData(context);
  await writeFillings(context, config, data, interpolate(data, config.gap, starts), {
    parameters: 0,
  });
}

/**
 * Trains and writes `weights.safetensors` (the best epoch's), `metrics.json`, `timing.json`.
 * @throws CliError when the loss is not finite
 */
export async function trainImputer(context: JobContext): Promise<void> {
  const { config, data, starts } = await openData(context);
  const { gap } = config, spec = config.spec!, training = config.training!;
  const host = await openBackend();
  const { hooks, secondsPerEpoch } = await jobTraining(
    context,
    training.epochs,
    ({ validation }) => `validation MSE ${validation.loss.toFixed(4)}`,
  );
  const task = imputationTask(data, gap, config.validationStride!);
  const options = { ...training, seed: config.seed! };
  const trained = await train(host, spec, task, options, hooks);
  const model = createModel(spec, weightValues(trained.weights));
  const fillings = fill(model, data, gap, starts);
  model.dispose();
  await context.write("weights.safetensors", writeSafetensors(trained.weights));
  const parameters = parameterCount(spec);
  await writeFillings(context, config, data, fillings, { ...trained, parameters });
  await context.write("timing.json", JSON.stringify({ secondsPerEpoch }), "timing");
}
