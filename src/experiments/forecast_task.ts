/** One-step forecasting as the trainer and the scorers see it: windows of a series as batches of tensors. */
import * as tf from "@tensorflow/tfjs";
import type { Part } from "../data/chronological_split.ts";
import type { ForecastData } from "../data/forecast_data.ts";
import type { Model } from "../nn/model.ts";
import type { TrainingData } from "../nn/trainer.ts";
import type { TrainingBatch } from "../nn/training_step.ts";
import { forecastErrors } from "./forecast_errors.ts";

/** Windows scored at once; it affects memory alone, since no sample's forecast depends on its neighbours. */
const SCORING_BATCH = 256;

/** Forecasts and what came true, both standardised, [windows]. */
export interface Forecasts {
  /** What was forecast. */
  readonly predictions: Float32Array<ArrayBuffer>;
  /** What came true. */
  readonly targets: Float32Array<ArrayBuffer>;
}

/** Every `stride`-th window of a part, in the order of time. */
export function windowsOf(data: ForecastData, part: Part, stride = 1): Uint32Array<ArrayBuffer> {
  return data.starts[part].filter((_, i) => i % stride === 0);
}

/** Forecasts of a model for the windows at `starts`. */
export function forecast(
  model: Model,
  data: ForecastData,
  starts: Uint32Array,
  progress: (fraction: number) => void = () => {},
): Forecasts {
  const predictions = new Float32Array(starts.length), targets = new Float32Array(starts.length);
  for (let from = 0; from < starts.length; from += SCORING_BATCH) {
    const count = Math.min(SCORING_BATCH, starts.length - from);
    const batch = data.gather(starts, from, count);
    tf.tidy(() => {
      const values = tf.tensor3d(batch.inputs, [count, data.window, 1]);
      predictions.set(model.forward({ values }).dataSync(), from);
    });
    targets.set(batch.targets, from);
    progress((from + count) / starts.length);
  }
  return { predictions, targets };
}

/** The training part as batches, and every `validationStride`-th window of the validation part as the judge. */
export function forecastTask(data: ForecastData, validationStride: number): TrainingData {
  const starts = data.starts.train;
  const validation = windowsOf(data, "validation", validationStride);
  return {
    size: starts.length,
    batch(indices: Uint32Array): TrainingBatch {
      const { inputs, targets } = data.gather(indices.map((i) => starts[i]!), 0, indices.length);
      return {
        values: tf.tensor3d(inputs, [indices.length, data.window, 1]),
        targets: tf.tensor2d(targets, [indices.length, 1]),
      };
    },
    validate(model: Model) {
      const { predictions, targets } = forecast(model, data, validation);
      const { mse, mae } = forecastErrors(predictions, targets, data.scaling);
      return { loss: mse, mae };
    },
  };
}
