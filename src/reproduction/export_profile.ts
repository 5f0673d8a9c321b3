/** Exports the trained networks of a profile, with the vocabularies that their classifiers point to. */
import { join } from "node:path";
import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import { openReviews, type ReviewSettings } from "../experiments/sentiment_task.ts";
import { exportJob, modelSlug, type Variety } from "../onnx/export_job.ts";
import type { CardFile } from "../onnx/model_card.ts";
import { writeVocabulary } from "../onnx/vocabulary_file.ts";
import type { StoredJob } from "../pipeline/job_store.ts";

/** A finished job with its name. */
export type NamedJob = readonly [name: string, job: StoredJob];

/** A file that was written. */
export interface ExportedFile extends CardFile {
  /** The job that it comes from. */
  readonly job: string;
}

/** How to export. */
export interface ExportOptions {
  /** The folder of the profile's models. */
  readonly folder: string;
  /** How data sets are opened, for vocabularies. */
  readonly data: CanonicalOptions;
  /** Which files of a model are wanted; all unless given. */
  readonly varietiesOf?: (name: string) => readonly Variety[];
  /** Hears what could not be written, and why. */
  readonly warn?: (message: string) => void;
}

/**
 * What of a profile's models is kept in the repository, 16 MB in all: one seed of each forecaster, whole for the windows of Q7-a and
 * plain for the others, and classifiers of 200 tokens. A vocabulary of the real corpus makes a classifier large, so that its weights
 * are kept once; the gates of a BiLSTM are large and nobody's question.
 */
export function keptVarieties(profile: string, name: string): readonly Variety[] {
  const whole: readonly Variety[] = ["plain", "explain", "safetensors"];
  if (/^Q7-a\/BiLSTM\/seed-1$/.test(name)) return ["plain", "safetensors"];
  if (/^Q7-a\/\w+\/seed-1$/.test(name)) return whole;
  if (/^Q7-c\/window-(30|120)\/\w+\/seed-1$/.test(name)) {
    return profile === "paper" ? ["plain"] : [];
  }
  if (/^Q6-A\/length-200\/pre\/(LSTM|SimpleRNN)\/seed-1$/.test(name)) {
    if (profile === "quick") return whole;
    return name.includes("LSTM") ? ["plain", "explain"] : ["plain"];
  }
  return [];
}

/** Exports jobs, and returns the files in the order of writing. */
export async function exportProfile(
  jobs: readonly NamedJob[],
  { folder, data, varietiesOf, warn = () => {} }: ExportOptions,
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [], written = new Set<string>();
  for (const [name, { key, folder: stored, manifest }] of jobs) {
    const varieties = varietiesOf?.(name);
    if (varieties?.length === 0) continue;
    const { kind, config, data: sets, kernel, engine } = manifest;
    const read = (file: string) => Deno.readFile(join(stored, file));
    const job = { name, key, kind, config, data: sets, kernel, engine, read };
    const own = await exportJob(job, join(folder, modelSlug(name)), varieties);
    files.push(...own.map((file) => ({ job: name, ...file })));
    const vocabulary = vocabularyKey(config);
    if (vocabulary === undefined || written.has(vocabulary)) continue;
    written.add(vocabulary);
    await exportVocabulary(config, Object.keys(sets)[0]!, { folder, data, warn });
  }
  return files;
}

/** What decides a classifier's vocabulary; `undefined` for a network that reads no reviews. */
function vocabularyKey({ reviews }: JsonObject): string | undefined {
  if (reviews === undefined) return undefined;
  const { subset, vocabularySize } = reviews as JsonObject;
  return canonicalJson({ subset, vocabularySize });
}

async function exportVocabulary(
  { reviews }: JsonObject,
  dataset: string,
  { folder, data, warn }: Required<Pick<ExportOptions, "folder" | "data" | "warn">>,
): Promise<void> {
  try {
    const { path } = await openCanonical(dataset, data);
    const { vocabulary } = await openReviews(path, reviews as unknown as ReviewSettings);
    await writeVocabulary(folder, vocabulary.tokens);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    warn(`The vocabulary of ${dataset} is left out: ${error.message}`);
  }
}
