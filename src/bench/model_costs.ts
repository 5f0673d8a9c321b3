/** What a model costs beside its time: its file, loading it, memory, and what is lost with weights of eight bits. */
import { CliError } from "../core/cli_error.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import type { Profile } from "../experiments/profile.ts";
import type { TestParts } from "../experiments/test_parts.ts";
import { ExportedModel } from "../onnx/exported_model.ts";
import { type QuantisationScheme, quantiseModel } from "../onnx/quantise.ts";
import { OnnxSession } from "../onnx/session.ts";
import { planProfile } from "../reproduction/profile_plan.ts";
import type { InferenceCase } from "./inference_case.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** A metric with weights of 32 bits and of eight. */
export interface QuantisationLoss {
  /** Its name in `metrics.json`. */
  readonly metric: string;
  /** With weights of 32 bits. */
  readonly exact: number;
  /** With weights of eight bits. */
  readonly rounded: number;
  /** Samples that it was measured on. */
  readonly samples: number;
}

/** Costs of one model. */
export interface ModelCosts {
  /** The model's file, without the ending. */
  readonly model: string;
  /** SimpleRNN, LSTM, GRU or BiLSTM. */
  readonly family: string;
  /** Steps of a sample. */
  readonly steps: number;
  /** Trained values. */
  readonly parameters: number;
  /** On the whole test part, as the model carries them. */
  readonly test: Readonly<Record<string, number>>;
  /** Bytes of the file. */
  readonly bytes: number;
  /** Milliseconds to load it into onnxruntime. */
  readonly load: Spread;
  /** Largest resident memory, in bytes, of a process that loads it and predicts one sample. */
  readonly peakMemory: number;
  /** The same model with weights of eight bits. */
  readonly int8: {
    /** Bytes of the file. */
    readonly bytes: number;
    /** Whether arithmetic is of eight bits, too. */
    readonly scheme: QuantisationScheme;
    /** What is lost; `null` where the test data could not be had. */
    readonly loss: QuantisationLoss | null;
  };
}

/** Milliseconds of loading a model, from the bytes of its file. */
export async function loadTimes({ file }: InferenceCase, rounds: number): Promise<Spread> {
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const began = performance.now();
    const session = await OnnxSession.load(file.bytes);
    if (round >= 0) times.push(performance.now() - began);
    await session.release();
  }
  return spreadOf(times);
}

/**
 * What is lost with weights of eight bits, on the test data of the job that trained the model.
 * @returns `null` when no job of the profile has its key, or its data cannot be had
 */
export async function quantisationLoss(
  profile: Profile,
  { file }: InferenceCase,
  parts: TestParts,
  data: CanonicalOptions,
): Promise<QuantisationLoss | null> {
  const { jobs } = await planProfile(profile);
  const job = jobs.find(({ key }) => key === file.metadata.job);
  if (job === undefined) return null;
  const [dataset] = Object.keys(job.data);
  let path: string;
  try {
    ({ path } = await openCanonical(dataset!, data));
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
  // What the repository keeps are forecasters and classifiers, which have one part.
  const part = (await parts.of(job, path))[0]!;
  const { metadata } = file, metric = part.isLogit ? "accuracy" : "mse";
  const model = await ExportedModel.load({ bytes: quantiseModel(file.bytes).bytes, metadata });
  const { predictions } = await model.predict(part);
  await model.release();
  return {
    metric,
    exact: metadata.metrics.test[metric]!,
    rounded: part.metrics(part.kept(predictions))[metric]!,
    samples: part.samples,
  };
}
