/** One job of a profile, by its key: what a scheduler runs on any machine that shares the store. */
import { CliError } from "../core/cli_error.ts";
import type { JobSpec } from "../core/job.ts";
import { type Profile, PROFILES } from "../experiments/profile.ts";
import { studyJobs } from "../experiments/study.ts";
import type { Plan, PlannedJob } from "../pipeline/plan.ts";
import type { RunResult } from "../pipeline/run_result.ts";
import { planProfile } from "./profile_plan.ts";
import { openData, runJobs, type RunOptions } from "./run_jobs.ts";

/**
 * The job that a key names; the beginning of a key is enough where no other key begins so.
 * @throws CliError when it names no job of the plan, or several
 */
export function jobWithKey(key: string, plan: Plan): PlannedJob {
  const found = plan.jobs.filter((job) => job.key.startsWith(key));
  if (found.length === 1 && key.length >= 8) return found[0]!;
  throw new CliError(
    found.length > 1 && key.length >= 8
      ? `Cannot tell which job ${key} is: ${found.map(({ key }) => key).join(", ")}`
      : `Cannot find a job with the key ${key}`,
    { hint: "List the keys with deno task plan, and give one, or at least its first 8 digits" },
  );
}

/** The declaration of `id` and of all that it needs. */
export function jobWithNeeds(id: string, specs: readonly JobSpec[]): JobSpec[] {
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  const wanted = new Set<string>();
  const add = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    byId.get(id)?.needs.forEach(add);
  };
  add(id);
  return specs.filter(({ id }) => wanted.has(id));
}

/**
 * Computes the job of a key in the store, and before it what it needs, unless they are stored already. A job that another
 * process computes is waited for.
 * @throws CliError for an unknown key, data that cannot be had, or a job that failed
 */
export async function runProfileJob(
  key: string,
  profile: Profile,
  options: Omit<RunOptions, "workers">,
): Promise<RunResult> {
  const job = jobWithKey(key, await planProfile(profile));
  const jobs = jobWithNeeds(job.specs[0].id, studyJobs(profile));
  const dataPaths = await openData(jobs, options);
  return await runJobs(jobs, dataPaths, { ...options, workers: 1 });
}

/**
 * The first profile whose plan holds the key.
 * @throws CliError when none does
 */
export async function profileWithKey(key: string): Promise<Profile> {
  for (const profile of Object.values(PROFILES)) {
    if ((await planProfile(profile)).jobs.some((job) => job.key.startsWith(key))) return profile;
  }
  throw new CliError(`Cannot find a job with the key ${key} in any profile`, {
    hint: `List the keys with deno task plan --profile ${Object.keys(PROFILES).join(" or ")}`,
  });
}
