/** Opens the data of jobs and runs them with this project's own runner, kernels and engine. */
import { ENGINE_VERSION } from "../core/engine_version.ts";
import type { JobSpec } from "../core/job.ts";
import { type CanonicalOptions, openCanonical } from "../data/canonical.ts";
import { kernelHash } from "../kernels/kernels_file.ts";
import type { RunObserver } from "../pipeline/run_event.ts";
import { runPlan } from "../pipeline/run_plan.ts";
import { assertComplete, type RunResult } from "../pipeline/run_result.ts";

const RUNNER = new URL("../experiments/runner.ts", import.meta.url);

/** How jobs are run; folders are relative to the working directory. */
export interface RunOptions {
  /** Jobs at once; all cores by default. */
  readonly workers?: number;
  /** Store of computed jobs, which several machines may share. */
  readonly store: string;
  /** How data sets are opened. */
  readonly data: CanonicalOptions;
  /** Is told of every event of the run. */
  readonly observe?: RunObserver;
  /** Ends the run early; finished jobs and checkpoints stay. */
  readonly signal?: AbortSignal;
}

/**
 * Opens every data set that the jobs read, and gives its canonical file by its name.
 * @throws CliError when one cannot be had
 */
export async function openData(
  jobs: readonly JobSpec[],
  { data, signal }: RunOptions,
): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const name of new Set(jobs.flatMap((job) => job.data))) {
    paths[name] = (await openCanonical(name, { ...data, ...(signal && { signal }) })).path;
  }
  return paths;
}

/**
 * Runs jobs over opened data; those in the store are not run again.
 * @throws CliError when one of them failed or the run was stopped
 */
export async function runJobs(
  jobs: readonly JobSpec[],
  dataPaths: Readonly<Record<string, string>>,
  { workers, store, observe, signal }: RunOptions,
): Promise<RunResult> {
  const result = await runPlan({
    jobs,
    dataPaths,
    store,
    workers,
    runner: RUNNER,
    kernelHash: await kernelHash(),
    engineVersion: ENGINE_VERSION,
    progress: observe,
    signal,
  });
  assertComplete(result);
  return result;
}
