/**
 * The test part of a training as plain arrays: what another runtime needs to score the network again, and how its predictions become
 * the metrics that the job wrote.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { forecastErrors } from "./forecast_errors.ts";
import { windowsOf } from "./forecast_task.ts";
import type { ForecastTraining } from "./forecast_training.ts";
import type { Imputation } from "./imputation.ts";
import { fillingErrors, gapWindows } from "./imputation_task.ts";
import { openReviews, scoreSentiment } from "./sentiment_task.ts";
import type { SentimentTraining } from "./sentiment_training.ts";

/** A test part. */
export interface TestPart {
  /** Features [samples, steps, inputs] as f32, or tokens [samples, steps] as i32, row after row. */
  readonly values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  /** Steps of each sample. */
  readonly steps: number;
  /** Number of samples. */
  readonly samples: number;
  /** Valid steps of each sample, for a network that reads its true last token. */
  readonly lengths?: Int32Array<ArrayBuffer>;
  /** Of a network's outputs for all samples, those that the job keeps. */
  kept(outputs: Float32Array): Float32Array;
  /** The metrics of what is kept, by the names of `metrics.json`. */
  metrics(kept: Float32Array): Readonly<Record<string, number>>;
  /** The output of the job that holds the engine's own predictions, and the tensor's name in it; absent where it keeps none. */
  readonly predictions?: { readonly file: string; readonly tensor: string };
  /** Whether what is kept are logits, whose logistic function is the prediction. */
  readonly isLogit?: boolean;
}

async function forecastPart(config: ForecastTraining, path: string): Promise<TestPart> {
  const data = new ForecastData(await readSeries(path), { window: config.window });
  const starts = windowsOf(data, "test", config.testStride), samples = starts.length;
  const { inputs, targets } = data.gather(starts, 0, samples);
  return {
    values: inputs,
    steps: config.window,
    samples,
    kept: (outputs) => outputs,
    metrics: (kept) => {
      const { mse, mae } = forecastErrors(kept, targets, data.scaling);
      return { mse, mae };
    },
    predictions: { file: "predictions.safetensors", tensor: "prediction" },
  };
}

async function imputationPart(config: Imputation, path: string): Promise<TestPart> {
  const { window, gap } = config;
  const data = new ForecastData(await readSeries(path), { window });
  const starts = windowsOf(data, "test", config.testStride), samples = starts.length;
  const { values, targets } = gapWindows(data, gap, starts);
  return {
    values,
    steps: window,
    samples,
    kept: (outputs) => {
      const kept = new Float32Array(samples * gap.count);
      for (let i = 0; i < samples; i++) {
        const from = i * window + gap.from;
        kept.set(outputs.subarray(from, from + gap.count), i * gap.count);
      }
      return kept;
    },
    metrics: (kept) => {
      const { mse, mae } = fillingErrors(
        { predictions: kept as Float32Array<ArrayBuffer>, targets },
        gap,
        data,
      );
      return { mse, mae };
    },
  };
}

async function reviewPart({ reviews }: SentimentTraining, path: string): Promise<TestPart> {
  await openBackend();
  const { test } = await openReviews(path, reviews);
  const all = Uint32Array.from({ length: test.size }, (_, i) => i);
  const { ids, lengths } = test.gather(all, 0, test.size);
  return {
    values: ids,
    steps: test.length,
    samples: test.size,
    ...(lengths && { lengths }),
    kept: (outputs) => outputs,
    metrics: (kept) => {
      const { loss, accuracy } = scoreSentiment(kept, test.labels);
      return { loss, accuracy };
    },
    predictions: { file: "predictions.safetensors", tensor: "logit" },
    isLogit: true,
  };
}

/**
 * Opens the test part of a training of a recurrent network on a data set.
 * @param path of the one data set that the job reads
 * @returns `undefined` for a kind of job that trains no such network, or makes its data itself
 */
export async function openTestPart(
  kind: string,
  config: JsonObject,
  path: string,
): Promise<TestPart | undefined> {
  switch (kind) {
    case "forecast-training":
      return await forecastPart(config as unknown as ForecastTraining, path);
    case "imputation-training":
      return await imputationPart(config as unknown as Imputation, path);
    case "sentiment-training":
      return await reviewPart(config as unknown as SentimentTraining, path);
    default:
      return undefined;
  }
}
