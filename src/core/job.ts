/**
 * The contract between experiments, which say what to compute, and the pipeline, which says where and when. A job is one
 * training or one probe. Its key is the sha256 of everything that may change its outputs; its outputs are files.
 */
import type { JsonObject } from "./canonical_json.ts";

/** A job as an experiment declares it. */
export interface JobSpec {
  /** Readable and unique within a plan: `Q7-a/lstm/seed-1`. Names the job to people; takes no part in its key. */
  readonly id: string;
  /** The first part of the study that asked for the job: `Q7-a`. Takes no part in its key. */
  readonly experiment: string;
  /** Which function computes it; the name is looked up in the runner's table. */
  readonly kind: string;
  /** Everything that the function is told: architecture, seed, epochs. Hashed canonically. */
  readonly config: JsonObject;
  /** Names of the canonical data sets that the job reads; their hashes enter its key. */
  readonly data: readonly string[];
  /** Ids of jobs whose outputs this job reads; their keys enter its key. */
  readonly needs: readonly string[];
  /** Rough cost in arbitrary but consistent units; longer jobs start first. Takes no part in the key. */
  readonly cost: number;
}

/** Progress within one job. */
export interface JobProgress {
  /** Work done, in the job's own units (epochs, or a fraction of one). */
  readonly done: number;
  /** All work, in the same units; not 0. */
  readonly total: number;
  /** A few words for the progress line: `epoch 3/12, validation MSE 0.0512`. */
  readonly note: string;
}

/** What a running job may touch. It reads no clock, no network and no path that it was not handed. */
export interface JobContext {
  /** The configuration exactly as it was hashed. */
  readonly config: JsonObject;
  /** Path of each canonical data set named by the job. */
  readonly data: Readonly<Record<string, string>>;
  /** Folder of outputs of each job named in `needs`, by id. */
  readonly needs: Readonly<Record<string, string>>;
  /** The last checkpoint saved by an interrupted run of the same key, or `undefined`. */
  loadCheckpoint(): Promise<Uint8Array | undefined>;
  /** Saves a checkpoint whole or not at all. The previous one is replaced. */
  saveCheckpoint(content: Uint8Array): Promise<void>;
  /**
   * Adds an output file. `name` is a plain file name. A `timing` output is kept beside the others, but enters neither the
   * job's output hashes nor any comparison: it alone may differ from run to run. A run that is interrupted loses what it
   * has written: a job that goes on from a checkpoint writes all of its outputs.
   */
  write(name: string, content: Uint8Array | string, kind?: "result" | "timing"): Promise<void>;
  /** Says how far the job has come; for display only. */
  progress(progress: JobProgress): void;
  /** Milliseconds from an arbitrary origin, for `timing` outputs only. */
  now(): number;
}

/** Computes one job: resolves when every output is written. Throws `CliError` for what a user can mend. */
export type JobFunction = (context: JobContext) => Promise<void>;

/** What the module given to a worker exports as `jobs`: the function of each job kind. */
export type JobTable = Readonly<Record<string, JobFunction>>;
