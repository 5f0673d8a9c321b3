import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";

/** Everything that may change a job's outputs. */
export interface JobIdentity {
  /** Which function computes it. */
  readonly kind: string;
  /** All that the function is told. */
  readonly config: JsonObject;
  /** Sha256 of each canonical data set that the job reads, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Keys of the jobs whose outputs it reads, in the order in which it names them. */
  readonly needs: readonly string[];
  /** Sha256 of the compiled kernels. */
  readonly kernel: string;
  /** Version of the engine's numerics. */
  readonly engine: number;
  /** Version of the random streams. */
  readonly streams: number;
}

/** The job's key: sha256, in lower-case hexadecimal, of its canonical identity. */
export function jobKey(identity: JobIdentity): string {
  const { kind, config, data, needs, kernel, engine, streams } = identity;
  return sha256(canonicalJson({ kind, config, data, needs, kernel, engine, streams }));
}
