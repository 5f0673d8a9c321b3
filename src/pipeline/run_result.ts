import { CliError } from "../core/cli_error.ts";
import type { Plan, PlannedJob } from "./plan.ts";
import type { StoredJob } from "./job_store.ts";

/** How one computation of a plan ended. */
export type Outcome =
  | { readonly state: "done"; readonly reused: boolean; readonly stored: StoredJob }
  | { readonly state: "failed"; readonly error: Error }
  | { readonly state: "skipped"; readonly reason: string };

/** How one declared job ended. */
export type JobResult = Outcome & {
  readonly id: string;
  readonly experiment: string;
  readonly key: string;
};

/** How a run ended, and what its keys were made of. */
export interface RunResult {
  /** One result per declared job, each after all that it needs. */
  readonly jobs: readonly JobResult[];
  /** Sha256 of the compiled kernels. */
  readonly kernel: string;
  /** Version of the engine's numerics. */
  readonly engine: number;
  /** Sha256 of each canonical data set, by name. */
  readonly data: Readonly<Record<string, string>>;
}

/** Puts outcomes, by key, into the form of a result. */
export function resultOf(
  plan: Plan,
  outcomeOf: (job: PlannedJob) => Outcome,
): RunResult {
  const jobs = plan.jobs.flatMap((job) =>
    job.specs.map(({ id, experiment }) => ({ id, experiment, key: job.key, ...outcomeOf(job) }))
  );
  return { jobs, ...plan.inputs };
}

/** Sha256 of each output of a job by name; empty for a job that is not done. */
export function outputHashes(job: JobResult): Record<string, string> {
  if (job.state !== "done") return {};
  return Object.fromEntries(job.stored.manifest.outputs.map(({ name, sha256 }) => [name, sha256]));
}

/**
 * Throws a `CliError` unless every job is done: it counts the jobs that are not, and names the failed ones with their
 * messages. Its exit code and hint are those of the first failure.
 */
export function assertComplete(result: RunResult): void {
  const failed = result.jobs.filter((job) => job.state === "failed");
  const skipped = result.jobs.filter((job) => job.state === "skipped");
  const [first] = failed;
  if (!first) return;
  const others = skipped.length === 0 ? "" : ` and ${skipped.length} that did not run after that`;
  const messages = new Map<string, string[]>();
  for (const { id, error } of failed) {
    messages.set(error.message, [...messages.get(error.message) ?? [], id]);
  }
  const account = [...messages].map(([message, ids]) => `${ids.join(", ")}: ${message}`);
  throw new CliError(
    `Cannot finish ${failed.length} of ${result.jobs.length} jobs${others}: ${account.join("; ")}`,
    first.error instanceof CliError
      ? { hint: first.error.hint, exitCode: first.error.exitCode, cause: first.error }
      : { cause: first.error },
  );
}
