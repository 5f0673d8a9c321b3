import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import type { JobProgress } from "../core/job.ts";
import { DiskFullError } from "../core/disk_full_error.ts";
import type { JobOutputs } from "./manifest.ts";

/** One job, as a worker is told to compute it. */
export interface JobOrder {
  /** Names the job in messages. */
  readonly id: string;
  /** Which function of the table computes it. */
  readonly kind: string;
  /** All that the function is told. */
  readonly config: JsonObject;
  /** File of each canonical data set, and the sha256 that it must have. */
  readonly data: Readonly<Record<string, { readonly path: string; readonly sha256: string }>>;
  /** Key of each needed job, by id. */
  readonly needs: Readonly<Record<string, string>>;
  /** Folder of the store. */
  readonly store: string;
  /** Prepared folder in which the job is built. */
  readonly folder: string;
}

/** What a worker is sent. */
export interface WorkerRequest {
  /** URL of the module that exports `jobs`. */
  readonly runner: string;
  /** The job to compute. */
  readonly order: JobOrder;
}

/** What a worker sends: any number of notices, then one end. */
export type WorkerReply =
  | { readonly type: "progress"; readonly progress: JobProgress }
  | { readonly type: "warning"; readonly text: string }
  | { readonly type: "resumed" }
  | { readonly type: "done"; readonly outputs: JobOutputs }
  | { readonly type: "failed"; readonly error: PlainError };

/** An error as structured cloning carries it, which would lose its class and a `CliError`'s properties. */
export type PlainError =
  | { readonly type: "disk-full"; readonly path: string }
  | {
    readonly type: "mendable";
    readonly message: string;
    readonly hint: string | undefined;
    readonly exitCode: number;
  }
  | { readonly type: "defect"; readonly message: string; readonly stack: string | undefined };

/** Takes an error apart, to cross the boundary of a worker. */
export function plainError(error: unknown): PlainError {
  if (error instanceof DiskFullError) return { type: "disk-full", path: error.path };
  if (error instanceof CliError) {
    const { message, hint, exitCode } = error;
    return { type: "mendable", message, hint, exitCode };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: "defect", message, stack };
}

/** Puts an error together again. A defect keeps the stack that it had in the worker. */
export function errorFromPlain(plain: PlainError): Error {
  if (plain.type === "disk-full") return new DiskFullError(plain.path);
  if (plain.type === "mendable") return new CliError(plain.message, plain);
  const error = new Error(plain.message);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}
