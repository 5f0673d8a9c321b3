/** Runs every trained recurrent network of a run as ONNX over its test part, and holds it against what the job wrote. */
import { join } from "node:path";
import { canonicalJson } from "../core/canonical_json.ts";
import { openTestPart, type TestPart } from "../experiments/test_part.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { exportedFile, isExportable } from "../onnx/export_job.ts";
import { ExportedModel } from "../onnx/exported_model.ts";
import { runtimeName } from "../onnx/session.ts";
import type { StoredJob } from "../pipeline/job_store.ts";
import type { RunResult } from "../pipeline/run_result.ts";
import type { ExportScore, ExportScores } from "../report/export_scores.ts";

/** How re-scoring is done. */
export interface RescoreOptions {
  /** Path of each data set, by name. */
  readonly dataPaths: Readonly<Record<string, string>>;
  /** Threads of onnxruntime. */
  readonly threads: number;
  /** Scores of an earlier run: a model of the same key and runtime is not run again. */
  readonly known?: ExportScores;
  /** Is told before each model. */
  readonly progress?: (done: number, total: number, job: string) => void;
  /** Keeps the scores so far, so that an interruption loses one model at most. */
  readonly save?: (scores: ExportScores) => Promise<void>;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

interface Model {
  readonly id: string;
  readonly stored: StoredJob;
}

/** The networks that can be exported and have a test part of their own, each computation once. */
function modelsOf(result: RunResult): Model[] {
  const models = new Map<string, Model>();
  for (const job of result.jobs) {
    if (job.state !== "done" || models.has(job.key)) continue;
    const { config, data } = job.stored.manifest;
    if (isExportable(config) && Object.keys(data).length === 1) {
      models.set(job.key, { id: job.id, stored: job.stored });
    }
  }
  return [...models.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What of a configuration decides the test part, so that models of one part share it. */
function partKey({ manifest: { kind, config, data } }: StoredJob): string {
  const { window, testStride, reviews, gap } = config;
  return canonicalJson({ kind, data, window, testStride, reviews, gap });
}

async function scoreModel(
  { id, stored }: Model,
  part: TestPart,
  threads: number,
): Promise<ExportScore> {
  const { key, folder, manifest: { config, data, kernel, engine } } = stored;
  const read = (name: string): Promise<Uint8Array> => Deno.readFile(join(folder, name));
  const file = await exportedFile({ name: id, key, config, data, kernel, engine, read });
  const model = await ExportedModel.load(file, { threads, name: id });
  const { predictions } = await model.predict(part);
  await model.release();
  const kept = part.kept(predictions);
  let largestDifference: number | null = null, largestLogitDifference: number | null = null;
  if (part.predictions) {
    const { tensors } = readSafetensors(await read(part.predictions.file));
    const own = tensors[part.predictions.tensor]!.data as Float32Array;
    if (own.length !== kept.length) {
      throw new Error(`Job ${id} keeps ${own.length} predictions, its model gives ${kept.length}`);
    }
    const largest = (of: (value: number) => number): number =>
      // Math.max keeps a NaN.
      kept.reduce((most, value, i) => Math.max(most, Math.abs(of(value) - of(own[i]!))), 0);
    if (part.isLogit) {
      largestLogitDifference = largest((logit) => logit);
      largestDifference = largest((logit) => 1 / (1 + Math.exp(-logit)));
    } else largestDifference = largest((value) => value);
  }
  const test = JSON.parse(new TextDecoder().decode(await read("metrics.json"))).test;
  const metrics = Object.entries(part.metrics(kept)).map(([name, exported]) => {
    const engine = test[name] as number;
    const relative = exported === engine ? 0 : Math.abs(exported - engine) / Math.abs(engine);
    return [name, { engine, exported, relative }] as const;
  });
  return {
    job: id,
    key,
    samples: part.samples,
    largestDifference,
    largestLogitDifference,
    metrics: Object.fromEntries(metrics),
  };
}

/**
 * Scores every exported model of a finished run.
 * @throws CliError when a job's outputs are not what a training writes; the signal's reason
 */
export async function rescore(result: RunResult, options: RescoreOptions): Promise<ExportScores> {
  const { dataPaths, threads, known, progress = () => {}, save, signal } = options;
  const models = modelsOf(result);
  const runtime = await runtimeName();
  const earlier = new Map(
    known?.runtime === runtime ? known.models.map((score) => [score.key, score]) : [],
  );
  const scores: ExportScore[] = [];
  let opened: { readonly key: string; readonly part: TestPart } | undefined;
  const soFar = (): ExportScores => ({
    schema: "unroll-exports/1",
    runtime,
    models: scores,
  });
  for (const [done, model] of models.entries()) {
    signal?.throwIfAborted();
    const before = earlier.get(model.stored.key);
    if (before) {
      scores.push({ ...before, job: model.id });
      continue;
    }
    progress(done, models.length, model.id);
    const key = partKey(model.stored);
    if (opened?.key !== key) {
      const { kind, config, data } = model.stored.manifest;
      const part = await openTestPart(kind, config, dataPaths[Object.keys(data)[0]!]!);
      if (part === undefined) continue;
      opened = { key, part };
    }
    scores.push(await scoreModel(model, opened.part, threads));
    await save?.(soFar());
  }
  return soFar();
}
