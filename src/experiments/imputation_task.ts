/** Filling a gap in the middle of a window: the values in it are hidden from the network, and a second input says where. */
import * as tf from "@tensorflow/tfjs";
import type { ForecastData } from "../data/forecast_data.ts";
import type { Model } from "../nn/model.ts";
import type { TrainingData } from "../nn/trainer.ts";
import type { TrainingBatch } from "../nn/training_step.ts";
import { type ForecastErrors, forecastErrors } from "./forecast_errors.ts";
import { windowsOf } from "./forecast_task.ts";

/** The hidden steps of a window. */
export interface Gap {
  /** First hidden step. */
  readonly from: number;
  /** Number of hidden steps. */
  readonly count: number;
}

/** Fillings and what was hidden, standardised, [windows · count], window after window. */
export interface Fillings {
  /** What was filled in. */
  readonly predictions: Float32Array<ArrayBuffer>;
  /** What was there. */
  readonly targets: Float32Array<ArrayBuffer>;
}

/** Errors over a gap; `byPosition` is the MSE at each hidden step. */
export interface FillingErrors extends ForecastErrors {
  /** Standardised, [count]. */
  readonly byPosition: readonly number[];
}

const SCORING_BATCH = 256;

/** Windows with a gap, [batch, window, 2]: the value (0 where hidden), and 1 where it is hidden; and what was hidden, [batch, gap]. */
export function gapWindows(
  data: ForecastData,
  gap: Gap,
  starts: Uint32Array,
): { values: Float32Array<ArrayBuffer>; targets: Float32Array<ArrayBuffer> } {
  const { window } = data, batch = starts.length;
  const { inputs } = data.gather(starts, 0, batch);
  const values = new Float32Array(batch * window * 2),
    targets = new Float32Array(batch * gap.count);
  for (let sample = 0; sample < batch; sample++) {
    for (let t = 0; t < window; t++) {
      const at = (sample * window + t) * 2, value = inputs[sample * window + t]!;
      const hidden = t - gap.from;
      if (hidden < 0 || hidden >= gap.count) values[at] = value;
      else {
        values[at + 1] = 1;
        targets[sample * gap.count + hidden] = value;
      }
    }
  }
  return { values, targets };
}

function gapBatch(data: ForecastData, gap: Gap, starts: Uint32Array): TrainingBatch {
  const { values, targets } = gapWindows(data, gap, starts);
  return {
    values: tf.tensor3d(values, [starts.length, data.window, 2]),
    targets: tf.tensor3d(targets, [starts.length, gap.count, 1]),
  };
}

/** A model's fillings of the windows at `starts`. */
export function fill(model: Model, data: ForecastData, gap: Gap, starts: Uint32Array): Fillings {
  const predictions = new Float32Array(starts.length * gap.count);
  const targets = new Float32Array(predictions.length);
  for (let from = 0; from < starts.length; from += SCORING_BATCH) {
    tf.tidy(() => {
      const some = starts.subarray(from, Math.min(from + SCORING_BATCH, starts.length));
      const batch = gapBatch(data, gap, some);
      predictions.set(model.forward(batch).dataSync(), from * gap.count);
      targets.set(batch.targets.dataSync(), from * gap.count);
    });
  }
  return { predictions, targets };
}

/** The straight line from the last value before the gap to the first after it. */
export function interpolate(data: ForecastData, gap: Gap, starts: Uint32Array): Fillings {
  const predictions = new Float32Array(starts.length * gap.count);
  const targets = new Float32Array(predictions.length);
  starts.forEach((start, sample) => {
    const before = data.values[start + gap.from - 1]!,
      after = data.values[start + gap.from + gap.count]!;
    for (let k = 0; k < gap.count; k++) {
      const at = sample * gap.count + k;
      predictions[at] = before + (after - before) * (k + 1) / (gap.count + 1);
      targets[at] = data.values[start + gap.from + k]!;
    }
  });
  return { predictions, targets };
}

/** Errors of fillings, in all and by position. */
export function fillingErrors(
  { predictions, targets }: Fillings,
  gap: Gap,
  data: ForecastData,
): FillingErrors {
  const windows = predictions.length / gap.count;
  const byPosition = new Array<number>(gap.count).fill(0);
  predictions.forEach((value, i) => {
    const error = value - targets[i]!;
    byPosition[i % gap.count]! += error * error / windows;
  });
  return { ...forecastErrors(predictions, targets, data.scaling), windows, byPosition };
}

/** The training part as batches, and every `validationStride`-th window of the validation part as the judge. */
export function imputationTask(
  data: ForecastData,
  gap: Gap,
  validationStride: number,
): TrainingData {
  const starts = data.starts.train, validation = windowsOf(data, "validation", validationStride);
  return {
    size: starts.length,
    batch: (indices) => gapBatch(data, gap, indices.map((i) => starts[i]!)),
    validate: (model) => {
      const { mse, mae } = fillingErrors(fill(model, data, gap, validation), gap, data);
      return { loss: mse, mae };
    },
  };
}
