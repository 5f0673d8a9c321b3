/**
 * The test part of a training as plain arrays: what another runtime needs to score the network again, how its predictions become
 * the metrics that the job wrote, and this engine's own predictions to hold them against.
 */
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { type AnyModelSpec, createModel, type Model, weightValues } from "../nn/model.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { forecastErrors } from "./forecast_errors.ts";
import { windowsOf } from "./forecast_task.ts";
import type { ForecastTraining } from "./forecast_training.ts";
import type { Imputation } from "./imputation.ts";
import { fill, fillingErrors, gapWindows } from "./imputation_task.ts";
import { patternLogits, patternTests, type PatternTraining } from "./pattern_training.ts";
import {
  type DrawnReviews,
  encodeReviews,
  type ReviewSettings,
  scoreSentiment,
} from "./sentiment_task.ts";

/** A training whose predictions are wanted. */
export interface FinishedTraining {
  /** The network. */
  readonly spec: AnyModelSpec;
  /** Reads one of its outputs by name. */
  read(name: string): Promise<Uint8Array>;
}

/** A test part. */
export interface TestPart {
  /** Names its metrics within the `test` of `metrics.json`, where a training has several parts. */
  readonly name?: string;
  /** Features [samples, steps, inputs] as f32, or tokens [samples, steps] as i32, row after row. */
  readonly values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  /** Steps of each sample. */
  readonly steps: number;
  /** Number of samples. */
  readonly samples: number;
  /** Valid steps of each sample, for a network that reads its true last token. */
  readonly lengths?: Int32Array<ArrayBuffer>;
  /** Of a network's outputs for all samples, those that are scored. */
  kept(outputs: Float32Array): Float32Array;
  /** The metrics of what is kept, by the names of `metrics.json`. */
  metrics(kept: Float32Array): Readonly<Record<string, number>>;
  /** This engine's own predictions, as kept: those that the job wrote, or made again from its weights where it wrote none. */
  engine(training: FinishedTraining): Promise<Float32Array>;
  /** Whether what is kept are logits, whose logistic function is the prediction. */
  readonly isLogit: boolean;
}

/** Predictions that the job wrote, by the tensor's name. */
async function written(training: FinishedTraining, tensor: string): Promise<Float32Array> {
  const { tensors } = readSafetensors(await training.read("predictions.safetensors"));
  return tensors[tensor]!.data as Float32Array;
}

/** Predictions that the job did not write, made with its weights. */
async function madeAgain(
  { spec, read }: FinishedTraining,
  predict: (model: Model) => Float32Array,
): Promise<Float32Array> {
  await openBackend();
  const { tensors } = readSafetensors(await read("weights.safetensors"));
  const model = createModel(spec, weightValues(tensors));
  const predictions = predict(model);
  model.dispose();
  return predictions;
}

/** The test windows of a series. */
export async function forecastPart(
  config: Pick<ForecastTraining, "window" | "testStride">,
  path: string,
): Promise<TestPart> {
  const data = new ForecastData(await readSeries(path), { window: config.window });
  const starts = windowsOf(data, "test", config.testStride), samples = starts.length;
  const { inputs, targets } = data.gather(starts, 0, samples);
  return {
    values: inputs,
    steps: config.window,
    samples,
    isLogit: false,
    kept: (outputs) => outputs,
    metrics: (kept) => {
      const { mse, mae } = forecastErrors(kept, targets, data.scaling);
      return { mse, mae };
    },
    engine: (training) => written(training, "prediction"),
  };
}

/** The test windows of a series, with a gap to fill. */
export async function imputationPart(
  config: Pick<Imputation, "window" | "gap" | "testStride">,
  path: string,
): Promise<TestPart> {
  const { window, gap } = config;
  const data = new ForecastData(await readSeries(path), { window });
  const starts = windowsOf(data, "test", config.testStride), samples = starts.length;
  const { values, targets } = gapWindows(data, gap, starts);
  return {
    values,
    steps: window,
    samples,
    isLogit: false,
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
    engine: (training) =>
      madeAgain(training, (model) => fill(model, data, gap, starts).predictions),
  };
}

function binaryMetrics(labels: Float32Array): TestPart["metrics"] {
  return (kept) => {
    const { loss, accuracy } = scoreSentiment(kept, labels);
    return { loss, accuracy };
  };
}

/** The test reviews, at a length and padding. */
export async function reviewPart(
  settings: Pick<ReviewSettings, "length" | "padding">,
  drawn: DrawnReviews,
): Promise<TestPart> {
  await openBackend();
  const test = encodeReviews(drawn, "test", settings);
  const all = Uint32Array.from({ length: test.size }, (_, i) => i);
  const { ids, lengths } = test.gather(all, 0, test.size);
  return {
    values: ids,
    steps: test.length,
    samples: test.size,
    ...(lengths && { lengths }),
    isLogit: true,
    kept: (outputs) => outputs,
    metrics: binaryMetrics(test.labels),
    engine: (training) => written(training, "logit"),
  };
}

/**
 * The sequences of the length that was trained on. In those twice as long, a network feeds on states that it has never met, and
 * rounding can grow from step to step: two of 2,000 predictions of one GRU differ by 4e-5 between runtimes.
 */
export async function patternParts(config: PatternTraining): Promise<TestPart[]> {
  await openBackend();
  const { seen, unseen } = patternTests(config);
  return Object.entries({ seen, unseen }).map(([name, { set, steps }]) => ({
    name,
    values: set.values,
    steps,
    samples: set.labels.length,
    isLogit: true,
    kept: (outputs) => outputs,
    metrics: binaryMetrics(set.labels),
    engine: (training) =>
      madeAgain(training, (model) => patternLogits(model, set, steps, training.spec)),
  }));
}
