/** One trained network as ONNX over its whole test part, held against the engine and what the job wrote. */
import { join } from "node:path";
import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256 } from "../core/sha256.ts";
import type { TestPart } from "../experiments/test_part.ts";
import type { TestParts } from "../experiments/test_parts.ts";
import type { AnyModelSpec } from "../nn/model.ts";
import { exportedFile } from "../onnx/export_job.ts";
import { ExportedModel } from "../onnx/exported_model.ts";
import type { ModelFile } from "../onnx/model_file.ts";
import type { StoredJob } from "../pipeline/job_store.ts";
import type { ExportScore } from "../report/export_scores.ts";

/** A network that can be exported. */
export interface TrainedModel {
  /** The job that trained it, as reports call it. */
  readonly id: string;
  /** What the job wrote. */
  readonly stored: StoredJob;
  /** The one data set that it reads, if it reads any. */
  readonly dataPath: string | undefined;
}

/** Samples at once: as fast as more, and less in the caches. */
const BATCH = 64;

function reader({ folder }: StoredJob): (name: string) => Promise<Uint8Array> {
  return (name) => Deno.readFile(join(folder, name));
}

/** The network as an ONNX file. */
export async function modelFile({ id, stored }: TrainedModel): Promise<ModelFile> {
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
  { id, stored }: TrainedModel,
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
 * Scores a network.
 * @param testParts those that the calls have in common
 * @throws CliError when the job's outputs are not what a training writes, or the model's predictions are no numbers
 */
export async function scoreModel(model: TrainedModel, testParts: TestParts): Promise<ExportScore> {
  const { id: job, stored, dataPath } = model;
  const file = await modelFile(model);
  const parts = await testParts.of(stored.manifest, dataPath);
  // On one thread: a second one costs these small products twice the time of the processor, and gains little.
  const exported = await ExportedModel.load(file, { name: job });
  const found: Score[] = [];
  for (const part of parts) found.push(await scorePart(model, exported, part));
  await exported.release();
  return { job, key: stored.key, file: sha256(file.bytes), ...worstOf(found) };
}
