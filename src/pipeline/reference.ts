import { z } from "zod";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { STREAM_VERSION } from "../core/random.ts";
import { SHA256_PATTERN } from "./manifest.ts";
import { outputHashes, type RunResult } from "./run_result.ts";

/** What a profile's run is known to yield: `reports/<profile>/reference.json`. */
export interface Reference {
  /** `quick` or `paper`. */
  readonly profile: string;
  /** Version of the engine's numerics. */
  readonly engine: number;
  /** Version of the random streams. */
  readonly streams: number;
  /** Sha256 of the compiled kernels. */
  readonly kernel: string;
  /** Sha256 of each canonical data set, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Key and sha256 of each output, by the job's id. */
  readonly jobs: Readonly<
    Record<string, { readonly key: string; readonly outputs: Readonly<Record<string, string>> }>
  >;
}

const sha256Schema = z.string().regex(SHA256_PATTERN);

const referenceSchema = z.strictObject({
  profile: z.string(),
  engine: z.int(),
  streams: z.int(),
  kernel: sha256Schema,
  data: z.record(z.string(), sha256Schema),
  jobs: z.record(
    z.string(),
    z.strictObject({ key: sha256Schema, outputs: z.record(z.string(), sha256Schema) }),
  ),
});

/** The reference that a complete run makes. Throws an `Error` when a job of the run is not done. */
export function referenceFrom(profile: string, result: RunResult): Reference {
  const undone = result.jobs.find(({ state }) => state !== "done");
  if (undone) throw new Error(`Cannot make a reference: job ${undone.id} is ${undone.state}`);
  const jobs = result.jobs.map((job) => [job.id, { key: job.key, outputs: outputHashes(job) }]);
  const { engine, kernel, data } = result;
  return { profile, engine, streams: STREAM_VERSION, kernel, data, jobs: Object.fromEntries(jobs) };
}

/**
 * Checks the form of a reference.
 * @throws Error that names the first place at fault
 */
export function parseReference(json: unknown): Reference {
  const parsed = referenceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`"${path.join(".")}": ${message}`);
}

/** Reads a reference file. Throws `CliError` for one that is missing or has another form. */
export async function readReference(path: string): Promise<Reference> {
  const hint = "Restore the file from the repository";
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new CliError(`Cannot read the reference ${path}: ${(cause as Error).message}`, {
      hint,
      cause,
    });
  }
  try {
    return parseReference(json);
  } catch (cause) {
    throw new CliError(`Cannot read ${path} as a reference: ${(cause as Error).message}`, {
      hint,
      cause,
    });
  }
}

/** Writes a reference file with sorted keys, so that two references can be read side by side. */
export async function writeReference(path: string, reference: Reference): Promise<void> {
  const sorted = (_: string, value: unknown): unknown =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  await writeFileAtomically(path, `${JSON.stringify(reference, sorted, 2)}\n`);
}
