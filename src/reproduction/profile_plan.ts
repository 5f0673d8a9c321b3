import { ENGINE_VERSION } from "../core/engine_version.ts";
import type { JobSpec } from "../core/job.ts";
import { readSources, type Sources } from "../data/sources.ts";
import type { Profile } from "../experiments/profile.ts";
import { studyJobs } from "../experiments/study.ts";
import { kernelHash } from "../kernels/kernels_file.ts";
import { type Plan, planJobs } from "../pipeline/plan.ts";
import { selectJobs } from "../pipeline/select_jobs.ts";

/** The pinned sha256 of each data set that jobs read. */
function pinnedHashes(jobs: readonly JobSpec[], sources: Sources): Record<string, string> {
  const names = new Set(jobs.flatMap(({ data }) => data));
  return Object.fromEntries(
    [...names].sort().flatMap((name) => {
      const dataset = sources.datasets[name];
      return dataset ? [[name, dataset.sha256]] : [];
    }),
  );
}

/**
 * Plans a profile without its data: the hashes are those that `data/sources.json` pins, which every run checks, so the keys
 * are those of a run.
 * @param only experiments or jobs to plan, with all that they need; everything when empty
 * @throws CliError for a name that fits no job
 */
export async function planProfile(
  profile: Profile,
  only: readonly string[] = [],
): Promise<Plan> {
  const all = studyJobs(profile);
  const jobs = only.length > 0 ? selectJobs(all, only) : all;
  return planJobs(jobs, {
    data: pinnedHashes(jobs, await readSources()),
    kernel: await kernelHash(),
    engine: ENGINE_VERSION,
  });
}
