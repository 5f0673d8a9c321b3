/** Runs jobs of an archive again, from what it pins, and compares bit for bit. */
import { join } from "node:path";
import { CliError } from "../core/cli_error.ts";
import { ENGINE_VERSION } from "../core/engine_version.ts";
import { STREAM_VERSION } from "../core/random.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import { kernelHash } from "../kernels/kernels_file.ts";
import { compareRun } from "../pipeline/comparison.ts";
import { type PlanDocument, specsOf } from "../pipeline/plan_document.ts";
import type { RunObserver } from "../pipeline/run_event.ts";
import { runPlan } from "../pipeline/run_plan.ts";
import { assertComplete } from "../pipeline/run_result.ts";
import { selectJobs } from "../pipeline/select_jobs.ts";
import type { Check } from "./check.ts";
import type { Documents } from "./documents.ts";

/** How jobs are run again. */
export interface RetrainOptions {
  /** Jobs or parts of the study to run, with all that they need; all jobs when empty. */
  readonly only: readonly string[];
  /** URL of the module that exports the functions of jobs. */
  readonly runner: string | URL;
  /** Where data sets are looked for; those that the archive pins are made again in the temporary folder unless given. */
  readonly data?: CanonicalOptions;
  /** Jobs at once; all cores unless given. */
  readonly workers?: number;
  /** Is told what happens. */
  readonly observe?: RunObserver;
  /** Stops the run. */
  readonly signal?: AbortSignal;
}

/** Throws unless this program computes as the archived one did. */
async function requireSameEngine(plan: PlanDocument): Promise<void> {
  const found = [
    ["engine version", plan.engine, ENGINE_VERSION],
    ["version of the random streams", plan.streams, STREAM_VERSION],
    ["sha256 of the kernels", plan.kernel, await kernelHash()],
  ] as const;
  for (const [what, expected, got] of found) {
    if (expected === got) continue;
    throw new CliError(
      `Cannot retrain with another engine than the archive's: ${what}: expected ${expected}, got ${got}`,
      { hint: "Run this command in the version of the repository that made the archive" },
    );
  }
}

/** First ids of the computations that a name asks for: a job's, under any of its ids, or all that a part of the study shares. */
function firstIds(name: string, plan: PlanDocument): string[] {
  const found = plan.jobs.filter(({ ids, experiments }) =>
    ids.includes(name) || experiments.includes(name)
  );
  return found.length === 0 ? [name] : found.map(({ ids }) => ids[0]!);
}

/**
 * Runs jobs of a sound archive again in a temporary folder, which is removed at the end; one row for each job.
 * @throws CliError when this program is another version than the archive's, a job is unknown, its data cannot be had, or it
 *   fails
 */
export async function retrain(documents: Documents, options: RetrainOptions): Promise<Check[]> {
  const { plan, reference, sources } = documents;
  if (!reference || !sources) throw new Error("Cannot retrain from an archive that is not sound");
  await requireSameEngine(plan);
  const specs = specsOf(plan);
  const jobs = options.only.length === 0
    ? specs
    : selectJobs(specs, [...new Set(options.only.flatMap((name) => firstIds(name, plan)))]);
  const folder = await Deno.makeTempDir({ prefix: "unroll-verify-" });
  try {
    const dataPaths: Record<string, string> = {};
    for (const name of new Set(jobs.flatMap(({ data }) => data))) {
      const opened = await openCanonical(name, {
        cache: join(folder, "cache"),
        ...options.data,
        sources,
        ...(options.signal && { signal: options.signal }),
      });
      dataPaths[name] = opened.path;
    }
    const result = await runPlan({
      jobs,
      dataPaths,
      store: join(folder, "store"),
      workers: options.workers,
      runner: options.runner,
      kernelHash: plan.kernel,
      engineVersion: plan.engine,
      progress: options.observe,
      signal: options.signal,
    });
    assertComplete(result);
    const { rows } = compareRun(result, reference, { subset: true });
    return rows.map(({ id, expected, got, equal }) => ({
      what: `retrained ${id}`,
      expected: expected ?? "none",
      got: got ?? "none",
      equal,
    }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
