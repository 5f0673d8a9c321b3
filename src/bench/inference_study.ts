/** A whole benchmark of inference: the models of a profile, every way to run them, and what they cost beside. */
import { CliError } from "../core/cli_error.ts";
import type { Profile } from "../experiments/profile.ts";
import { runtimeName } from "../onnx/session.ts";
import { thisMachine } from "../reproduction/machine.ts";
import { benchInference } from "./inference_bench.ts";
import type { InferenceCase } from "./inference_case.ts";
import {
  engineInference,
  type InferenceContender,
  int8Contender,
  layersInference,
  onnxContender,
} from "./inference_contender.ts";
import { type InferenceResult, parseInferenceResult } from "./inference_result.ts";
import { CostMeter } from "./model_costs.ts";
import { torchInference } from "./torch_inference.ts";

/** One sample for latency, more for throughput. */
const BATCHES = [1, 32, 256];
/** Times that a model is loaded, at most. */
const LOADS = 5;

/** How a benchmark is run. */
export interface InferenceStudyOptions {
  /** Whose models they are. */
  readonly profile: Profile;
  /** The models. */
  readonly cases: readonly InferenceCase[];
  /** Predictions of each contender, model and batch. */
  readonly rounds: number;
  /** Samples at once; 1, 32 and 256 unless given. */
  readonly batches?: readonly number[];
  /** Whether stock tf.layers takes part, which is slow. */
  readonly stock: boolean;
  /** Command or path of a Python with PyTorch, if that takes part. */
  readonly torch?: string;
  /** Folder asked for real data, beside the cache; they are never downloaded. */
  readonly mirror?: string;
  /** Folder of the cache; the project's unless given. */
  readonly cache?: string;
  /** Milliseconds for which each contender predicts before it is timed. */
  readonly warmUp?: number;
  /** Is told what is done. */
  readonly progress?: (message: string) => void;
  /** Is told what could not be measured, and why. */
  readonly tell?: (message: string) => void;
}

/** What benchmarks read is at hand: to time models, nobody waits for a download. */
const noDownload: typeof fetch = (url) =>
  Promise.reject(new CliError(`Cannot open ${url}: a benchmark downloads nothing`));

async function contendersOf(
  { stock, torch }: InferenceStudyOptions,
): Promise<InferenceContender[]> {
  const cores = navigator.hardwareConcurrency;
  return [
    onnxContender(1),
    ...(cores > 1 ? [onnxContender(cores)] : []),
    int8Contender,
    engineInference,
    ...(stock ? [layersInference] : []),
    ...(torch === undefined ? [] : [await torchInference(torch)]),
  ];
}

/**
 * Runs a benchmark.
 * @throws CliError for a Python that cannot be used
 */
export async function studyInference(options: InferenceStudyOptions): Promise<InferenceResult> {
  const { profile, cases, rounds, mirror, cache, warmUp, progress = () => {}, tell } = options;
  const contenders = await contendersOf(options);
  try {
    const meter = new CostMeter({
      profile,
      rounds: Math.min(LOADS, rounds),
      data: { mirror, cache, fetch: noDownload },
      tell,
    });
    const models: InferenceResult["models"][number][] = [];
    for (const model of cases) {
      progress(`${model.name}: file, loading, memory, eight bits`);
      models.push(await meter.measure(model));
    }
    const rows = await benchInference(cases, contenders, {
      batches: options.batches ?? BATCHES,
      rounds,
      warmUp,
      progress: (done, total, name) => progress(`${done}/${total}: ${name}`),
    });
    return parseInferenceResult({
      schema: "unroll-inference/1",
      profile: profile.name,
      data: profile.powerRecord === undefined ? "real" : "simulated",
      machine: thisMachine(),
      runtime: await runtimeName(),
      rows,
      models,
    });
  } finally {
    for (const contender of contenders) await contender.close?.();
  }
}
