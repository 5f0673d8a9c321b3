import { z } from "zod";
import type { JobIdentity } from "./job_key.ts";

/** Name of the manifest in a stored job's folder. */
export const MANIFEST_NAME = "job.json";

/** A sha256 in lower-case hexadecimal. */
export const SHA256_PATTERN: RegExp = /^[0-9a-f]{64}$/;

const sha256Schema = z.string().regex(SHA256_PATTERN);

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Whether `name` may name a job's output: a plain file name that the store does not use itself. */
export function isOutputName(name: string): boolean {
  return FILE_NAME.test(name) && name !== MANIFEST_NAME && !name.startsWith("checkpoint") &&
    !name.endsWith(".partial");
}

const outputNameSchema = z.string().refine(isOutputName);

/** What one run of a job has written. */
export interface JobOutputs {
  /** Files that are the same on every run, in the order of writing. `bytes` is the size. */
  readonly outputs: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  /** Names of files that may differ from run to run. */
  readonly timing: readonly string[];
}

/** Content of `job.json`: what the key was made of, and what the job has written. */
export interface Manifest extends JobIdentity, JobOutputs {}

const manifestSchema = z.strictObject({
  kind: z.string(),
  config: z.record(z.string(), z.json()),
  data: z.record(z.string(), sha256Schema),
  needs: z.array(sha256Schema),
  kernel: z.string(),
  engine: z.int(),
  streams: z.int(),
  outputs: z.array(z.strictObject({
    name: outputNameSchema,
    bytes: z.int().nonnegative(),
    sha256: sha256Schema,
  })),
  timing: z.array(outputNameSchema),
});

/**
 * Checks the form of a manifest; whether it fits the folder that holds it is the store's question. Throws an `Error` that
 * names the first place at fault.
 */
export function parseManifest(json: unknown): Manifest {
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`"${path.join(".")}": ${message}`);
}
