/**
 * The form of `jobs.json`: every job of a report with what it was told and how it went, in one form for all parts of the study.
 * `results.json` says what was found; this says what each single job has to do with it.
 */
import { z } from "zod";
import type { Json, JsonObject } from "../core/canonical_json.ts";
import { type Artefact, checked, readJson, type Schema } from "./artefact.ts";
import { sha256Schema } from "./job_ref.ts";
import { significant } from "./significant.ts";

/** One job. */
export interface JobRecord {
  /** Its key. */
  readonly key: string;
  /** The part of the study that asked for it. */
  readonly experiment: string;
  /** What it was told, as it was hashed. */
  readonly config: JsonObject;
  /** Sha256 of each canonical data set that it read, by name; empty for a job that makes its data itself. */
  readonly data: Readonly<Record<string, string>>;
  /** Number of trained values; `null` for a job that counts none, such as a probe. */
  readonly parameters: number | null;
  /** Epoch whose weights were kept, from 1; `null` for a job that trains in no epochs. */
  readonly bestEpoch: number | null;
  /** Metrics on the test part, by the names of `metrics.json`; those of a group carry its name: `seen accuracy`. */
  readonly test: Readonly<Record<string, number>>;
  /** What was measured after each epoch, by the names of `metrics.json`. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
}

/** Content of `jobs.json`. */
export interface JobList {
  /** Version of this form. */
  readonly schema: "unroll-jobs/1";
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** Jobs by id. */
  readonly jobs: Readonly<Record<string, JobRecord>>;
}

const hash = sha256Schema as z.ZodType<string>;

const jobListSchema: Schema<JobList> = z.strictObject({
  schema: z.literal("unroll-jobs/1"),
  profile: z.string(),
  jobs: z.record(
    z.string(),
    z.strictObject({
      key: hash,
      experiment: z.string(),
      config: z.record(z.string(), z.json()) as z.ZodType<JsonObject>,
      data: z.record(z.string(), hash),
      parameters: z.int().nonnegative().nullable(),
      bestEpoch: z.int().positive().nullable(),
      test: z.record(z.string(), z.number()),
      curves: z.record(z.string(), z.array(z.number())),
    }),
  ),
});

/**
 * Checks the content of a `jobs.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseJobList(value: unknown): JobList {
  return checked(value, jobListSchema, "jobs.json");
}

const metricsSchema = z.looseObject({
  parameters: z.int().nonnegative().nullable().default(null),
  bestEpoch: z.int().positive().nullable().default(null),
  epochs: z.array(z.record(z.string(), z.number())).default([]),
  test: z.record(z.string(), z.json()).default({}),
});

/** The numbers among metrics, and those of its groups under both names. */
function numbersOf(metrics: Readonly<Record<string, Json>>, group = ""): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]): [string, number][] => {
      if (typeof value === "number") return [[group + name, value]];
      if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
      return Object.entries(numbersOf(value as Record<string, Json>, `${group}${name} `));
    }),
  );
}

function curvesOf(epochs: readonly Readonly<Record<string, number>>[]): JobRecord["curves"] {
  const names = Object.keys(epochs[0] ?? {}).filter((name) => name !== "epoch");
  return Object.fromEntries(names.map((name) => [name, epochs.map((epoch) => epoch[name]!)]));
}

async function recordOf(artefact: Artefact): Promise<JobRecord> {
  const { key, experiment, config, data, outputs } = artefact;
  const { parameters, bestEpoch, epochs, test } = outputs["metrics.json"] === undefined
    ? metricsSchema.parse({})
    : await readJson(artefact, "metrics.json", metricsSchema);
  const curves = curvesOf(epochs);
  return { key, experiment, config, data, parameters, bestEpoch, test: numbersOf(test), curves };
}

/**
 * Lists jobs, by id in ascending order.
 * @throws CliError when a `metrics.json` is of another form
 */
export async function listJobs(profile: string, artefacts: readonly Artefact[]): Promise<JobList> {
  const sorted = [...artefacts].sort((a, b) => (a.id < b.id ? -1 : 1));
  const jobs: Record<string, JobRecord> = {};
  for (const artefact of sorted) jobs[artefact.id] = await recordOf(artefact);
  return { schema: "unroll-jobs/1", profile, jobs };
}

/**
 * The text of `jobs.json`: measured numbers of nine significant digits, one job a line, one line feed at the end.
 * @throws CliError when the list breaks its own schema
 */
export function formatJobList({ schema, profile, jobs }: JobList): string {
  const rounded = Object.fromEntries(
    Object.entries(jobs).map(([id, record]) => {
      const { test, curves } = significant(record as unknown as JsonObject);
      return [id, { ...record, test, curves }];
    }),
  );
  const parsed = parseJobList({ schema, profile, jobs: rounded });
  const lines = Object.entries(parsed.jobs)
    .map(([id, record]) => `    ${JSON.stringify(id)}: ${JSON.stringify(record)}`);
  return [
    "{",
    `  "schema": ${JSON.stringify(schema)},`,
    `  "profile": ${JSON.stringify(profile)},`,
    '  "jobs": {',
    lines.join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}
