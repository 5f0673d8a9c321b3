/**
 * A plan as a document: the DAG of a profile's jobs for other schedulers, for archives and for people. It holds the whole
 * identity of each job, so that every key can be computed again from the document alone.
 */
import { z } from "zod";
import type { JobSpec } from "../core/job.ts";
import { STREAM_VERSION } from "../core/random.ts";
import { jobKey } from "./job_key.ts";
import { SHA256_PATTERN } from "./manifest.ts";
import type { Plan } from "./plan.ts";

/** One computation. */
export interface PlannedEntry {
  /** Sha256 of the job's identity; names it in the store. */
  readonly key: string;
  /** Readable names, at least one: several parts of the study may ask for one computation. */
  readonly ids: readonly string[];
  /** The part of the study of each id. */
  readonly experiments: readonly string[];
  /** Which function computes it. */
  readonly kind: string;
  /** All that the function is told. */
  readonly config: JobSpec["config"];
  /** Sha256 of each canonical data set that it reads, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Keys of the computations whose outputs it reads, in the order in which it names them. */
  readonly needs: readonly string[];
  /** Rough cost in consistent units. */
  readonly cost: number;
}

/** A profile's plan. */
export interface PlanDocument {
  /** Version of this form. */
  readonly schema: "unroll-plan/1";
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
  /** Each computation after all that it needs. */
  readonly jobs: readonly PlannedEntry[];
}

const sha256 = z.string().regex(SHA256_PATTERN);

const planSchema = z.strictObject({
  schema: z.literal("unroll-plan/1"),
  profile: z.string(),
  engine: z.int(),
  streams: z.int(),
  kernel: sha256,
  data: z.record(z.string(), sha256),
  jobs: z.array(z.strictObject({
    key: sha256,
    ids: z.array(z.string()).min(1),
    experiments: z.array(z.string()).min(1),
    kind: z.string(),
    config: z.record(z.string(), z.json()),
    data: z.record(z.string(), sha256),
    needs: z.array(sha256),
    cost: z.number().nonnegative(),
  })),
});

/** Puts a plan into the form of a document. */
export function planDocument(profile: string, plan: Plan): PlanDocument {
  const { engine, kernel, data } = plan.inputs;
  return {
    schema: "unroll-plan/1",
    profile,
    engine,
    streams: STREAM_VERSION,
    kernel,
    data,
    jobs: plan.jobs.map(({ key, specs, kind, config, data, needs, cost }) => ({
      key,
      ids: specs.map(({ id }) => id),
      experiments: specs.map(({ experiment }) => experiment),
      kind,
      config,
      data,
      needs,
      cost,
    })),
  };
}

/** The key that an entry's own content gives. */
export function keyOfEntry(entry: PlannedEntry, document: PlanDocument): string {
  const { kind, config, data, needs } = entry;
  const { kernel, engine, streams } = document;
  return jobKey({ kind, config, data, needs, kernel, engine, streams });
}

/**
 * Checks the form of a plan's document, and that each need is a computation before.
 * @throws Error that names the first place at fault
 */
export function parsePlanDocument(json: unknown): PlanDocument {
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new Error(`"${path.join(".")}": ${message}`);
  }
  const before = new Set<string>();
  for (const { key, ids, needs } of parsed.data.jobs) {
    const missing = needs.find((need) => !before.has(need));
    if (missing) throw new Error(`job ${ids[0]} needs ${missing}, which does not come before it`);
    before.add(key);
  }
  return parsed.data;
}

/** The declarations that a document was made of, one for each computation, under its first id. */
export function specsOf(document: PlanDocument): JobSpec[] {
  const ids = new Map(document.jobs.map(({ key, ids }) => [key, ids[0]!]));
  return document.jobs.map((job) => ({
    id: job.ids[0]!,
    experiment: job.experiments[0]!,
    kind: job.kind,
    config: job.config,
    data: Object.keys(job.data),
    needs: job.needs.map((need) => ids.get(need)!),
    cost: job.cost,
  }));
}
