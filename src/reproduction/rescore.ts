/**
 * Runs every trained recurrent network of a run as ONNX over its test part, on every core: onnxruntime works on the thread that
 * calls it, so that each worker is a thread with a runtime of its own.
 */
import { sha256 } from "../core/sha256.ts";
import { isExportable } from "../onnx/export_job.ts";
import { runtimeName } from "../onnx/session.ts";
import type { RunResult } from "../pipeline/run_result.ts";
import { errorFromPlain } from "../pipeline/worker_message.ts";
import { type ExportScore, type ExportScores, isFaithful } from "../report/export_scores.ts";
import { modelFile, type TrainedModel } from "./model_score.ts";
import type { ScoreReply } from "./score_worker.ts";

/** How re-scoring is done. */
export interface RescoreOptions {
  /** Path of each data set, by name. */
  readonly dataPaths: Readonly<Record<string, string>>;
  /** What each model is called, by its key; as its job in this run unless given. */
  readonly names?: ReadonlyMap<string, string>;
  /** Scores of an earlier run: a model that kept the bounds is not run again on the same runtime while its file is the same. */
  readonly known?: ExportScores;
  /** Models at once; all cores by default. */
  readonly workers?: number;
  /** Is told before each model how many are done. */
  readonly progress?: (done: number, total: number, job: string) => void;
  /** Keeps the scores so far, so that an interruption loses one model of each worker at most. */
  readonly save?: (scores: ExportScores) => Promise<void>;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** The networks that can be exported, each computation once. */
function modelsOf(
  result: RunResult,
  { dataPaths, names }: Pick<RescoreOptions, "dataPaths" | "names">,
): TrainedModel[] {
  const models = new Map<string, TrainedModel>();
  for (const job of result.jobs) {
    if (job.state !== "done" || models.has(job.key)) continue;
    const { manifest } = job.stored, [dataset] = Object.keys(manifest.data);
    if (!isExportable(manifest)) continue;
    models.set(job.key, {
      id: names?.get(job.key) ?? job.id,
      stored: job.stored,
      dataPath: dataset === undefined ? undefined : dataPaths[dataset]!,
    });
  }
  return [...models.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A thread that scores one model at a time; `using` ends it. */
class ScoreThread implements Disposable {
  readonly #worker = new Worker(new URL("./score_worker.ts", import.meta.url), { type: "module" });

  score(model: TrainedModel): Promise<ExportScore> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<ScoreReply>): void =>
        "score" in data ? resolve(data.score) : reject(errorFromPlain(data.error));
      this.#worker.onerror = (event): void => {
        event.preventDefault();
        reject(new Error(`Scoring of ${model.id} crashed: ${event.message}`));
      };
      this.#worker.postMessage(model);
    });
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

/** Rejects when the signal asks for the end; never resolves. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/**
 * Scores every exported model of a finished run.
 * @throws CliError when a job's outputs are not what a training writes, or a model's predictions are no numbers; the signal's reason
 */
export async function rescore(result: RunResult, options: RescoreOptions): Promise<ExportScores> {
  const { known, workers = navigator.hardwareConcurrency, progress = () => {}, save } = options;
  const models = modelsOf(result, options), runtime = await runtimeName();
  const earlier = new Map(
    known?.runtime === runtime ? known.models.map((score) => [score.key, score]) : [],
  );
  const scores = new Map<TrainedModel, ExportScore>();
  for (const model of models) {
    const before = earlier.get(model.stored.key);
    if (!before || !isFaithful(before)) continue;
    if (before.file !== sha256((await modelFile(model)).bytes)) continue;
    scores.set(model, { ...before, job: model.id });
  }
  const soFar = (): ExportScores => ({
    schema: "unroll-exports/1",
    runtime,
    models: models.flatMap((model) => scores.get(model) ?? []),
  });

  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
  const waiting = models.filter((model) => !scores.has(model));
  const stopped = aborted(signal);
  stopped.catch(() => {});
  let saved = Promise.resolve();
  async function work(): Promise<void> {
    using thread = new ScoreThread();
    for (let model = waiting.shift(); model !== undefined; model = waiting.shift()) {
      progress(scores.size, models.length, model.id);
      scores.set(model, await Promise.race([thread.score(model), stopped]));
      // One file, one writer.
      saved = saved.then(() => signal.aborted ? undefined : save?.(soFar()));
      await saved;
      signal.throwIfAborted();
    }
  }
  try {
    signal.throwIfAborted();
    const count = Math.min(workers, waiting.length);
    await Promise.all(Array.from({ length: count }, work));
  } catch (error) {
    ended.abort(error);
    throw error;
  }
  return soFar();
}
