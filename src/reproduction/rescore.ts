/** Runs every trained recurrent network of a run as ONNX over its test part, and holds it against the engine and what the job wrote. */
import { join } from "node:path";
import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256 } from "../core/sha256.ts";
import type { TestPart } from "../experiments/test_part.ts";
import { TestParts } from "../experiments/test_parts.ts";
import type { AnyModelSpec } from "../nn/model.ts";
import { exportedFile, isExportable } from "../onnx/export_job.ts";
import { ExportedModel } from "../onnx/exported_model.ts";
import type { ModelFile } from "../onnx/model_file.ts";
import { runtimeName } from "../onnx/session.ts";
import type { StoredJob } from "../pipeline/job_store.ts";
import type { RunResult } from "../pipeline/run_result.ts";
import { type ExportScore, type ExportScores, isFaithful } from "../report/export_scores.ts";

/** How re-scoring is done. */
export interface RescoreOptions {
  /** Path of each data set, by name. */
  readonly dataPaths: Readonly<Record<string, string>>;
  /** What each model is called, by its key; as its job in this run unless given. */
  readonly names?: ReadonlyMap<string, string>;
  /** Scores of an earlier run: a model that kept the bounds is not run again on the same runtime while its file is the same. */
  readonly known?: ExportScores;
  /** Is told before each model. */
  readonly progress?: (done: number, total: number, job: string) => void;
  /** Keeps the scores so far, so that an interruption loses one model at most. */
  readonly save?: (scores: ExportScores) => Promise<void>;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Samples at once: as fast as more, and less in the caches. */
const BATCH = 64;

interface Model {
  readonly id: string;
  readonly stored: StoredJob;
}

/** The networks that can be exported, each computation once. */
function modelsOf(result: RunResult, names?: RescoreOptions["names"]): Model[] {
  const models = new Map<string, Model>();
  for (const job of result.jobs) {
    if (job.state !== "done" || models.has(job.key)) continue;
    if (isExportable(job.stored.manifest)) {
      models.set(job.key, { id: names?.get(job.key) ?? job.id, stored: job.stored });
    }
  }
  return [...models.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function reader({ folder }: StoredJob): (name: string) => Promise<Uint8Array> {
  return (name) => Deno.readFile(join(folder, name));
}

async function fileOf({ id, stored }: Model): Promise<ModelFile> {
  const { key, manifest: { kind, config, data, kernel, engine } } = stored;
  return await exportedFile({
    name: id,
    key,
    kind,
    config,
    data,
    kernel,
    engine,
    read: reader(stored),
  });
}

/** Largest |a − b| of two models' outputs, each seen through `of`; NaN if one is no number. */
function largestDifference(
  a: Float32Array,
  b: Float32Array,
  of: (value: number) => number = (value) => value,
): number {
  // Math.max keeps a NaN.
  return a.reduce((most, value, i) => Math.max(most, Math.abs(of(value) - of(b[i]!))), 0);
}

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

type Score = Pick<
  ExportScore,
  "samples" | "largestDifference" | "largestLogitDifference" | "metrics"
>;

async function scorePart(
  { id, stored }: Model,
  exported: ExportedModel,
  part: TestPart,
): Promise<Score> {
  const read = reader(stored), spec = stored.manifest.config["spec"] as unknown as AnyModelSpec;
  const { predictions } = await exported.predict(part, { batch: BATCH });
  const kept = part.kept(predictions), own = await part.engine({ spec, read });
  if (own.length !== kept.length) {
    throw new Error(`Job ${id} has ${own.length} predictions, its model gives ${kept.length}`);
  }
  const test: JsonObject = JSON.parse(new TextDecoder().decode(await read("metrics.json"))).test;
  const before = part.name === undefined ? test : test[part.name] as JsonObject;
  const metrics = Object.entries(part.metrics(kept)).map(([name, exported]) => {
    const engine = before[name] as number;
    const relative = exported === engine ? 0 : Math.abs(exported - engine) / Math.abs(engine);
    return [name, { engine, exported, relative }] as const;
  });
  const score = {
    samples: part.samples,
    largestDifference: largestDifference(kept, own, part.isLogit ? logistic : undefined),
    largestLogitDifference: part.isLogit ? largestDifference(kept, own) : null,
    metrics: Object.fromEntries(metrics),
  };
  const numbers = [score.largestDifference, ...metrics.map(([, { relative }]) => relative)];
  if (!numbers.every(Number.isFinite)) {
    throw new CliError(`Cannot score ${id} in onnxruntime: it predicts values that are no numbers`);
  }
  return score;
}

/** Of several test parts, the worst of everything. */
function worstOf(scores: readonly Score[]): Score {
  return scores.reduce((a, b) => ({
    samples: a.samples + b.samples,
    largestDifference: Math.max(a.largestDifference, b.largestDifference),
    largestLogitDifference: a.largestLogitDifference === null
      ? null
      : Math.max(a.largestLogitDifference, b.largestLogitDifference!),
    metrics: Object.fromEntries(
      Object.entries(a.metrics).map(([name, metric]) => {
        const other = b.metrics[name]!;
        return [name, other.relative > metric.relative ? other : metric];
      }),
    ),
  }));
}

/**
 * Scores every exported model of a finished run.
 * @throws CliError when a job's outputs are not what a training writes, or a model's predictions are no numbers; the signal's reason
 */
export async function rescore(result: RunResult, options: RescoreOptions): Promise<ExportScores> {
  const { dataPaths, names, known, progress = () => {}, save, signal } = options;
  const models = modelsOf(result, names);
  const runtime = await runtimeName();
  const earlier = new Map(
    known?.runtime === runtime ? known.models.map((score) => [score.key, score]) : [],
  );
  const scores: ExportScore[] = [];
  const testParts = new TestParts();
  const soFar = (): ExportScores => ({ schema: "unroll-exports/1", runtime, models: scores });
  for (const [done, model] of models.entries()) {
    signal?.throwIfAborted();
    const { id: job, stored } = model;
    const file = await fileOf(model), hash = sha256(file.bytes);
    const before = earlier.get(stored.key);
    if (before && before.file === hash && isFaithful(before)) {
      scores.push({ ...before, job });
      continue;
    }
    progress(done, models.length, job);
    const [dataset] = Object.keys(stored.manifest.data);
    const path = dataset === undefined ? undefined : dataPaths[dataset]!;
    const parts = await testParts.of(stored.manifest, path);
    // On one thread: a second one costs these small products twice the time of the processor, and gains little.
    const exported = await ExportedModel.load(file, { name: job });
    const found: Score[] = [];
    for (const part of parts) found.push(await scorePart(model, exported, part));
    await exported.release();
    scores.push({ job, key: stored.key, file: hash, ...worstOf(found) });
    await save?.(soFar());
  }
  return soFar();
}
