/** Which jobs a number comes from, as results hold it and as a report lists it. */
import { z } from "zod";
import type { Artefact, Schema } from "./artefact.ts";

/** A job by its id, its key and the hash of what it trained. */
export interface JobRef {
  /** Readable id. */
  readonly job: string;
  /** Key, a sha256. */
  readonly key: string;
  /** Sha256 of `weights.safetensors`; `null` for a job that trained nothing. */
  readonly weights: string | null;
}

/** Jobs that make one number together: the seeds of a model. */
export interface JobGroup {
  /** Name in links: `Q7-c 30 LSTM`. */
  readonly name: string;
  /** The jobs, one or more. */
  readonly jobs: readonly JobRef[];
}

/** A sha256 in hexadecimal. */
export const sha256Schema: Schema<string> = z.string().regex(/^[0-9a-f]{64}$/);

/** Form of a `JobRef` in `results.json`. */
export const jobRefSchema: Schema<JobRef> = z.strictObject({
  job: z.string(),
  key: sha256Schema as z.ZodType<string>,
  weights: (sha256Schema as z.ZodType<string>).nullable(),
});

/** The reference to an artefact's job. */
export function jobRef({ id, key, outputs }: Artefact): JobRef {
  return { job: id, key, weights: outputs["weights.safetensors"]?.sha256 ?? null };
}
