/** What a model costs beside its time: its file, loading it, memory, and what is lost with weights of eight bits. */
import { CliError } from "../core/cli_error.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import type { Profile } from "../experiments/profile.ts";
import { TestParts } from "../experiments/test_parts.ts";
import { ExportedModel } from "../onnx/exported_model.ts";
import { type QuantisationScheme, type QuantisedModel, quantiseModel } from "../onnx/quantise.ts";
import { OnnxSession } from "../onnx/session.ts";
import { planProfile } from "../reproduction/profile_plan.ts";
import type { InferenceCase } from "./inference_case.ts";
import { peakMemoryOf } from "./peak_memory.ts";
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
async function loadTimes({ file }: InferenceCase, rounds: number): Promise<Spread> {
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const began = performance.now();
    const session = await OnnxSession.load(file.bytes);
    if (round >= 0) times.push(performance.now() - began);
    await session.release();
  }
  return spreadOf(times);
}

/** How costs are measured. */
export interface CostOptions {
  /** Whose models they are. */
  readonly profile: Profile;
  /** Times that each is loaded. */
  readonly rounds: number;
  /** How test data are opened, to see what eight bits lose. */
  readonly data: CanonicalOptions;
  /** Hears what could not be measured, and why. */
  readonly tell?: (message: string) => void;
}

/** Measures what models cost, one after the other; test data that several share are opened once. */
export class CostMeter {
  readonly #options: CostOptions;
  readonly #parts = new TestParts();

  /** A meter for models of one profile. */
  constructor(options: CostOptions) {
    this.#options = options;
  }

  /** Costs of a model. */
  async measure(model: InferenceCase): Promise<ModelCosts> {
    const { bytes, metadata } = model.file, small = quantiseModel(bytes);
    return {
      model: model.name,
      family: model.family,
      steps: model.steps,
      parameters: metadata.metrics.parameters,
      test: metadata.metrics.test,
      bytes: bytes.length,
      load: await loadTimes(model, this.#options.rounds),
      peakMemory: await peakMemoryOf(model.path),
      int8: {
        bytes: small.bytes.length,
        scheme: small.scheme,
        loss: await this.#loss(model, small),
      },
    };
  }

  /** What is lost with weights of eight bits, on the test data of the job that trained the model; `null` where they cannot be had. */
  async #loss(
    { name, file: { metadata } }: InferenceCase,
    { bytes }: QuantisedModel,
  ): Promise<QuantisationLoss | null> {
    const { profile, data, tell = () => {} } = this.#options;
    const job = (await planProfile(profile)).jobs.find(({ key }) => key === metadata.job);
    if (job === undefined) {
      tell(`What eight bits lose is left out for ${name}: no job of the profile has trained it`);
      return null;
    }
    let path: string;
    try {
      ({ path } = await openCanonical(Object.keys(job.data)[0]!, data));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      tell(`What eight bits lose is left out for ${name}: ${error.message}`);
      return null;
    }
    // What the repository keeps are forecasters and classifiers, which have one test part.
    const part = (await this.#parts.of(job, path))[0]!;
    const metric = part.isLogit ? "accuracy" : "mse";
    const model = await ExportedModel.load({ bytes, metadata });
    const { predictions } = await model.predict(part);
    await model.release();
    return {
      metric,
      exact: metadata.metrics.test[metric]!,
      rounded: part.metrics(part.kept(predictions))[metric]!,
      samples: part.samples,
    };
  }
}
