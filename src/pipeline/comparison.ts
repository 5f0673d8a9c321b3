/**
 * Verification: a run against a reference. A job is equal when its key and the sha256 of every output agree; the two hashes
 * of its row are those of its weights, the output that the study is about, or of all outputs where it has no weights.
 */
import { canonicalJson } from "../core/canonical_json.ts";
import { STREAM_VERSION } from "../core/random.ts";
import { sha256 } from "../core/sha256.ts";
import type { Reference } from "./reference.ts";
import { type JobResult, outputHashes, type RunResult } from "./run_result.ts";

/** One job of a comparison; a hash is `null` where the job is not in the reference, or not done in the run. */
export interface ComparisonRow {
  /** The job's id. */
  readonly id: string;
  /** The reference's hash. */
  readonly expected: string | null;
  /** The run's hash. */
  readonly got: string | null;
  /** Whether the key and every output hash agree; more than `expected` and `got` can tell. */
  readonly equal: boolean;
}

/** A run against a reference. */
export interface Comparison {
  /** One row per job, needs before dependents; then the jobs that the run lacks. */
  readonly rows: readonly ComparisonRow[];
  /** Whether every row is. */
  readonly equal: boolean;
  /** A sentence about the first row that is not equal, and where its difference comes from. */
  readonly difference: string | undefined;
}

/** How a run is compared. */
export interface ComparisonOptions {
  /** Whether the run holds a selection of the jobs, so that those it lacks are not missed. */
  readonly subset?: boolean;
}

type Entry = Reference["jobs"][string];

const WEIGHTS = "weights.safetensors";

function rowHash(outputs: Readonly<Record<string, string>>): string {
  return outputs[WEIGHTS] ?? sha256(canonicalJson(outputs));
}

function compareJob(job: JobResult, entry: Entry | undefined): ComparisonRow {
  const outputs = outputHashes(job);
  const done = job.state === "done";
  return {
    id: job.id,
    expected: entry ? rowHash(entry.outputs) : null,
    got: done ? rowHash(outputs) : null,
    equal: done && entry !== undefined && entry.key === job.key &&
      canonicalJson(outputs) === canonicalJson(entry.outputs),
  };
}

/** Compares a run with a reference. */
export function compareRun(
  result: RunResult,
  reference: Reference,
  options: ComparisonOptions = {},
): Comparison {
  const rows = result.jobs.map((job) => compareJob(job, reference.jobs[job.id]));
  if (!options.subset) {
    const ran = new Set(result.jobs.map(({ id }) => id));
    for (const [id, { outputs }] of Object.entries(reference.jobs)) {
      if (!ran.has(id)) rows.push({ id, expected: rowHash(outputs), got: null, equal: false });
    }
  }
  const unequal = rows.find(({ equal }) => !equal);
  return {
    rows,
    equal: unequal === undefined,
    difference: unequal && explain(unequal.id, result, reference),
  };
}

function explain(id: string, result: RunResult, reference: Reference): string {
  const job = result.jobs.find((job) => job.id === id);
  const entry = reference.jobs[id];
  if (!job) return `Job ${id} is in the reference, but not in this run`;
  if (!entry) return `Job ${id} is in this run, but not in the reference`;
  if (job.state === "failed") return `Job ${id} failed: ${job.error.message}`;
  if (job.state === "skipped") return `Job ${id} did not run: ${job.reason}`;
  if (job.key !== entry.key) {
    const causes = keyDifferences(job.stored.manifest.data, result, reference);
    return `Job ${id} has another key, expected ${entry.key}, got ${job.key}: ${causes}`;
  }
  const got = outputHashes(job);
  const names = [...new Set([...Object.keys(entry.outputs), ...Object.keys(got)])].sort();
  const accounts = names.filter((name) => got[name] !== entry.outputs[name]).map((name) =>
    `${name}: expected ${entry.outputs[name] ?? "no such output"}, got ${got[name] ?? "none"}`
  );
  return `Job ${id} has the same key and other outputs; ${accounts.join("; ")}`;
}

/**
 * Why a job's key differs. Only the first unequal job is explained, and needs come before dependents, so the keys of the
 * jobs it needs are equal.
 */
function keyDifferences(
  data: Readonly<Record<string, string>>,
  result: RunResult,
  reference: Reference,
): string {
  const causes: string[] = [];
  const check = (what: string, expected: string | number, got: string | number): void => {
    if (expected !== got) causes.push(`${what} differs: expected ${expected}, got ${got}`);
  };
  check("the engine version", reference.engine, result.engine);
  check("the version of the random streams", reference.streams, STREAM_VERSION);
  check("the kernels' sha256", reference.kernel, result.kernel);
  for (const [name, hash] of Object.entries(data)) {
    check(`the sha256 of the data set "${name}"`, reference.data[name] ?? "none", hash);
  }
  return causes.join("; ") || "its kind or configuration differs";
}
