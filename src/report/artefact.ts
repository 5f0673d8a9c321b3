/**
 * What a report is made from: the outputs of finished jobs. An artefact says what was asked for and what came out, and
 * nothing of where or when it was computed.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";

/** One file that a job has written. */
export interface ArtefactOutput {
  /** Sha256 of the content; absent for timings, which may differ from run to run. */
  readonly sha256?: string;
  /** Reads the content. */
  read(): Promise<Uint8Array>;
}

/** A finished job. */
export interface Artefact {
  /** Readable id within its plan: `Q7-a/lstm/seed-1`. */
  readonly id: string;
  /** Key under which it is stored, a sha256. */
  readonly key: string;
  /** Part of the study that asked for it: `Q7-a`. */
  readonly experiment: string;
  /** What the job was told. */
  readonly config: JsonObject;
  /** Sha256 of each canonical data set that it read, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Sha256 of the kernels that computed it. */
  readonly kernel: string;
  /** Version of the engine. */
  readonly engine: number;
  /** What it has written, by file name. */
  readonly outputs: Readonly<Record<string, ArtefactOutput>>;
}

/**
 * An output of an artefact, by name.
 * @throws CliError when the job has not written it
 */
export function outputOf(artefact: Artefact, name: string): ArtefactOutput {
  const output = artefact.outputs[name];
  if (output === undefined) {
    const names = Object.keys(artefact.outputs).sort().join(", ") || "nothing";
    throw new CliError(`Cannot report on job ${artefact.id}: expected ${name}, got ${names}`, {
      hint: "The job belongs to another version of this program: run it again",
    });
  }
  return output;
}

/**
 * A description of values to check against; every schema of zod is one, and every exported constant of this type is one of
 * zod: a larger schema takes it in as such.
 */
export interface Schema<Value> {
  /** The value as described, or the places where it differs. */
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Value }
    | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly {
          readonly path: readonly PropertyKey[];
          readonly message: string;
        }[];
      };
    };
}

/**
 * Checks a value against a schema.
 * @param what names the value in the message: `metrics.json of job Q7-a/lstm/seed-1`
 * @throws CliError that names the first place where the value differs
 */
export function checked<Value>(value: unknown, schema: Schema<Value>, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const place = issue.path.length === 0 ? "the whole" : issue.path.map(String).join(".");
  throw new CliError(`Cannot use ${what}: ${place}: ${issue.message}`);
}

/**
 * Reads and checks a JSON output.
 * @throws CliError when it is missing, no JSON or of another form
 */
export async function readJson<Value>(
  artefact: Artefact,
  name: string,
  schema: Schema<Value>,
): Promise<Value> {
  const what = `${name} of job ${artefact.id}`;
  const text = new TextDecoder().decode(await outputOf(artefact, name).read());
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CliError(`Cannot use ${what}: it is not JSON`, { cause });
  }
  return checked(value, schema, what);
}
