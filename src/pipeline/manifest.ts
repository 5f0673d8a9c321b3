import { z } from "zod";
import type { JsonObject } from "../core/canonical_json.ts";

/** Name of the manifest in a stored job's folder. */
export const MANIFEST_NAME = "job.json";

/** A sha256 in lower-case hexadecimal. */
export const sha256Schema: z.ZodString = z.string().regex(/^[0-9a-f]{64}$/);

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
export interface Manifest extends JobOutputs {
  readonly kind: string;
  readonly config: JsonObject;
  readonly data: Readonly<Record<string, string>>;
  readonly needs: readonly string[];
  readonly kernel: string;
  readonly engine: number;
  readonly streams: number;
}

/** Checks the form of a manifest; whether it fits the folder that holds it is the store's question. */
export const manifestSchema: z.ZodType<Manifest> = z.strictObject({
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
