/** From a finished training to the files that leave the project. */
import { z } from "zod";
import { writeFileAtomically } from "../core/atomic_file.ts";
import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256 } from "../core/sha256.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { exportModel } from "./export_model.ts";
import { type CardFile, modelCard } from "./model_card.ts";
import type { ModelFile } from "./model_file.ts";
import { type ModelMetadata, parseMetadata, type Variant } from "./model_metadata.ts";

/** A finished training. */
export interface FinishedJob {
  /** Readable name: `Q7-a/LSTM/seed-1`. */
  readonly name: string;
  /** Sha256 under which it is stored. */
  readonly key: string;
  /** What it did: `forecast-training`. */
  readonly kind: string;
  /** What it was told: `spec`, `seed` and, for a series, `window`. */
  readonly config: JsonObject;
  /** Sha256 of each canonical data set that it read, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Sha256 of the kernels that computed it. */
  readonly kernel: string;
  /** Version of the engine. */
  readonly engine: number;
  /** Reads one of its outputs. */
  read(name: string): Promise<Uint8Array>;
}

const metricsSchema = z.looseObject({
  parameters: z.int(),
  bestEpoch: z.int().nullish(),
  scaling: z.looseObject({ mean: z.number(), standardDeviation: z.number() }).optional(),
  vocabulary: z.looseObject({ sha256: z.string() }).optional(),
  test: z.record(z.string(), z.unknown()),
});

/** What configurations of trainings call the form of their input. */
const inputSchema = z.looseObject({
  window: z.int().optional(),
  reviews: z.looseObject({ length: z.int(), padding: z.string() }).optional(),
});

/** Whether a job trains a recurrent network, which is what can be exported; a probe has its training's configuration, and no weights. */
export function isExportable({ kind, config }: Pick<FinishedJob, "kind" | "config">): boolean {
  const spec = config["spec"] as JsonObject | undefined;
  return kind.endsWith("-training") && spec?.["recurrent"] !== undefined;
}

/** A job's name as a file's: `q7-a-lstm-seed-1`. */
export function modelSlug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** A file of a model, its card apart: the two variants of ONNX, and the bare weights. */
export type Variety = Variant | "safetensors";

const VARIETIES: readonly Variety[] = ["plain", "explain", "safetensors"];

/**
 * Writes `<stem>.onnx`, `<stem>.explain.onnx`, `<stem>.safetensors`, as far as they are wanted, and `<stem>.md`, each whole or not at
 * all; the same job gives the same bytes.
 *
 * @returns the files, the card last
 * @throws CliError when the job's outputs are not what a training writes
 */
export async function exportJob(
  job: FinishedJob,
  stem: string,
  varieties: readonly Variety[] = VARIETIES,
): Promise<CardFile[]> {
  const { stored, metadata, weights } = await readTraining(job);
  const files: CardFile[] = [];
  const write = async (path: string, content: Uint8Array): Promise<void> => {
    await writeFileAtomically(path, content);
    files.push({ path, bytes: content.length, sha256: sha256(content) });
  };
  for (const [variant, ending] of [["plain", "onnx"], ["explain", "explain.onnx"]] as const) {
    if (!varieties.includes(variant)) continue;
    await write(`${stem}.${ending}`, bytesOf(job, weights, metadata, variant));
  }
  if (varieties.includes("safetensors")) await write(`${stem}.safetensors`, stored);
  await write(`${stem}.md`, new TextEncoder().encode(modelCard(metadata, files)));
  return files;
}

/**
 * A variant of a job's model, as `exportJob` would write it.
 * @throws CliError when the job's outputs are not what a training writes
 */
export async function exportedFile(
  job: FinishedJob,
  variant: Variant = "plain",
): Promise<ModelFile> {
  const { metadata, weights } = await readTraining(job);
  return { bytes: bytesOf(job, weights, metadata, variant), metadata };
}

interface Training {
  readonly stored: Uint8Array;
  readonly metadata: ModelMetadata;
  readonly weights: Record<string, Float32Array>;
}

async function readTraining(job: FinishedJob): Promise<Training> {
  const stored = await job.read("weights.safetensors");
  const metadata = metadataOf(job, sha256(stored), await job.read("metrics.json"));
  const weights: Record<string, Float32Array> = {};
  for (const [name, { data }] of Object.entries(readSafetensors(stored).tensors)) {
    if (data instanceof Float32Array) weights[name] = data;
  }
  return { stored, metadata, weights };
}

function bytesOf(
  job: FinishedJob,
  weights: Record<string, Float32Array>,
  metadata: ModelMetadata,
  variant: Variant,
): Uint8Array<ArrayBuffer> {
  try {
    return exportModel(weights, metadata, variant);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw unusable(job, "weights.safetensors", cause);
  }
}

function metadataOf(job: FinishedJob, weights: string, metricsFile: Uint8Array): ModelMetadata {
  const { name, key, config, data, kernel, engine } = job;
  try {
    const metrics = metricsSchema.parse(JSON.parse(new TextDecoder().decode(metricsFile)));
    const { window, reviews } = inputSchema.parse(config);
    const numbers = Object.entries(metrics.test).filter(([, value]) => typeof value === "number");
    return parseMetadata({
      name,
      spec: config["spec"],
      job: key,
      data,
      kernel,
      engine,
      seed: config["seed"],
      weights,
      metrics: {
        parameters: metrics.parameters,
        bestEpoch: metrics.bestEpoch ?? undefined,
        test: Object.fromEntries(numbers),
      },
      scaling: metrics.scaling,
      window: window ?? reviews?.length,
      padding: reviews?.padding,
      vocabulary: metrics.vocabulary?.sha256,
    });
  } catch (cause) {
    throw unusable(job, "its configuration or metrics.json", cause);
  }
}

function unusable({ name }: FinishedJob, what: string, cause: unknown): CliError {
  return new CliError(`Cannot export ${name}: ${what}: ${(cause as Error).message}`, {
    hint: "The job belongs to another version of this program: run it again",
    cause,
  });
}
