/**
 * Runs a plan: each job as soon as all that it needs is done and a worker is free, longest remaining chain first. What the
 * store holds already is not computed again. A job that another run is computing is left to it; meanwhile this run does
 * others. A failure ends what depends on it and nothing else, save for a full disk, which ends the run.
 */
import { CliError } from "../core/cli_error.ts";
import type { JobSpec } from "../core/job.ts";
import { hashDataSets } from "./data_hashes.ts";
import { DiskFullError } from "../core/disk_full_error.ts";
import { lockHolder, tryLock } from "./job_lock.ts";
import { JobStore, type StoredJob } from "./job_store.ts";
import { JobWorker } from "./job_worker.ts";
import { type Plan, planJobs, type PlannedJob } from "./plan.ts";
import type { RunObserver } from "./run_event.ts";
import { type Outcome, resultOf, type RunResult } from "./run_result.ts";

/** What a run needs to know. */
export interface RunOptions {
  /** The declared jobs, with all that they need. */
  readonly jobs: readonly JobSpec[];
  /** File of each canonical data set, by name. */
  readonly dataPaths: Readonly<Record<string, string>>;
  /** Folder of the store; made if missing. */
  readonly store: string;
  /** How many jobs may run at once, each in a worker of its own. All cores by default. */
  readonly workers?: number;
  /** URL of the module that exports `jobs: JobTable`. */
  readonly runner: string | URL;
  /** Sha256 of the compiled kernels. */
  readonly kernelHash: string;
  /** Version of the engine's numerics. */
  readonly engineVersion: number;
  /** Is told what happens. */
  readonly progress?: RunObserver;
  /** Stops the run: workers end, locks are given up, and the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks at a job that another run is computing; 500 by default. */
  readonly lockPoll?: number;
}

/**
 * Plans and runs `options.jobs`. Resolves when every job is done, failed or skipped: see `assertComplete`. Rejects with
 * the signal's reason, with `CliError` for unreadable data, and with an `Error` for jobs that cannot be planned.
 */
export async function runPlan(options: RunOptions): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const plan = planJobs(options.jobs, {
    data: await hashDataSets(options.jobs, options.dataPaths),
    kernel: options.kernelHash,
    engine: options.engineVersion,
  });
  return await new Run(plan, options).toEnd();
}

class Run {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #store: JobStore;
  readonly #observe: RunObserver;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #running = new Map<string, Promise<void>>();
  /** Keys that another run holds, until the next look. */
  readonly #held = new Set<string>();
  readonly #announced = new Set<string>();
  readonly #workers: JobWorker[];
  readonly #idle: JobWorker[];
  readonly #stopped = Promise.withResolvers<void>();
  #diskFull = false;

  constructor(plan: Plan, options: RunOptions) {
    const count = options.workers ?? navigator.hardwareConcurrency;
    if (!(Number.isInteger(count) && count > 0)) {
      throw new CliError(`Cannot run jobs in ${count} workers: expected a whole number from 1`, {
        hint: "Give --workers a number such as 2, or leave it out to use every core",
      });
    }
    this.#plan = plan;
    this.#options = options;
    this.#store = new JobStore(options.store);
    this.#observe = options.progress ?? (() => {});
    this.#workers = Array.from({ length: count }, () => new JobWorker(options.runner));
    this.#idle = [...this.#workers];
  }

  async toEnd(): Promise<RunResult> {
    const { signal } = this.#options;
    const stop = (): void => {
      this.#workers.forEach((worker) => worker.close(signal?.reason));
      this.#stopped.resolve();
    };
    signal?.addEventListener("abort", stop);
    try {
      this.#observe({ type: "planned", plan: this.#plan });
      await this.#store.create();
      await this.#reuse();
      while (this.#outcomes.size < this.#plan.jobs.length) {
        signal?.throwIfAborted();
        this.#startJobs();
        this.#skipJobs();
        if (this.#running.size + this.#held.size > 0) await this.#change();
      }
      signal?.throwIfAborted();
    } finally {
      signal?.removeEventListener("abort", stop);
      this.#workers.forEach((worker) => worker.close());
      await Promise.all(this.#running.values());
    }
    return resultOf(this.#plan, ({ key }) => this.#outcomes.get(key)!);
  }

  /** Looks up what the store holds, before any worker starts. */
  async #reuse(): Promise<void> {
    for (const job of this.#plan.jobs) {
      this.#options.signal?.throwIfAborted();
      const lookup = await this.#store.open(job.key);
      if (lookup.state === "stored") this.#reused(job, lookup.job);
    }
  }

  #reused(job: PlannedJob, stored: StoredJob): void {
    this.#outcomes.set(job.key, { state: "done", reused: true, stored });
    this.#observe({ type: "reused", job });
  }

  #isOpen({ key }: PlannedJob): boolean {
    return !this.#outcomes.has(key) && !this.#running.has(key);
  }

  #startJobs(): void {
    if (this.#diskFull) return;
    for (const job of this.#plan.jobs) {
      const ready = job.needs.every((need) => this.#outcomes.get(need)?.state === "done");
      if (!this.#isOpen(job) || this.#held.has(job.key) || !ready) continue;
      const worker = this.#idle.shift();
      if (!worker) return;
      const attempt = this.#attempt(job, worker).finally(() => {
        this.#running.delete(job.key);
        this.#idle.push(worker);
      });
      this.#running.set(job.key, attempt);
    }
  }

  /** Gives up on jobs whose needs can no longer be met; each job comes after its needs, so one pass does. */
  #skipJobs(): void {
    for (const job of this.#plan.jobs) {
      if (!this.#isOpen(job)) continue;
      const missing = job.needs.findIndex((need) => {
        const state = this.#outcomes.get(need)?.state;
        return state === "failed" || state === "skipped";
      });
      if (missing < 0 && !this.#diskFull) continue;
      const reason = missing < 0
        ? "the disk is full"
        : `it needs ${job.specs[0].needs[missing]}, which did not finish`;
      this.#outcomes.set(job.key, { state: "skipped", reason });
      this.#observe({ type: "skipped", job, reason });
    }
  }

  /** Resolves when a job has ended, or when it is time to look again at those that another run holds. */
  async #change(): Promise<void> {
    const { promise: elapsed, resolve } = Promise.withResolvers<void>();
    const wait = this.#held.size > 0;
    const timer = wait ? setTimeout(resolve, this.#options.lockPoll ?? 500) : undefined;
    await Promise.race([elapsed, this.#stopped.promise, ...this.#running.values()]);
    clearTimeout(timer);
    if (wait) this.#held.clear();
  }

  /** Computes a job unless another run is at it, and records how it ended. Never rejects. */
  async #attempt(job: PlannedJob, worker: JobWorker): Promise<void> {
    try {
      const path = this.#store.lockPath(job.key);
      const lock = await tryLock(path);
      if (!lock) {
        this.#held.add(job.key);
        if (!this.#announced.has(job.key)) {
          this.#announced.add(job.key);
          this.#observe({ type: "waiting", job, holder: await lockHolder(path) });
        }
        return;
      }
      try {
        await this.#compute(job, worker);
      } finally {
        await lock.release();
      }
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (error instanceof DiskFullError) this.#diskFull = true;
      this.#outcomes.set(job.key, { state: "failed", error });
      if (!this.#options.signal?.aborted) this.#observe({ type: "failed", job, error });
    }
  }

  async #compute(job: PlannedJob, worker: JobWorker): Promise<void> {
    const { key, kind, config, data, needs, kernel, engine, streams, specs: [spec] } = job;
    const lookup = await this.#store.open(key);
    if (lookup.state === "stored") return this.#reused(job, lookup.job);
    if (lookup.state === "damaged") {
      const aside = await this.#store.setAside(key);
      this.#observe({
        type: "warning",
        text: `Stored job ${spec.id} is damaged: ${lookup.reason}; kept as ${aside} and run again`,
      });
    }
    const folder = await this.#store.prepare(key);
    this.#options.signal?.throwIfAborted();
    this.#observe({ type: "started", job });
    const order = {
      id: spec.id,
      kind,
      config,
      data: Object.fromEntries(
        Object.entries(data).map(([name, sha256]) => [
          name,
          { path: this.#options.dataPaths[name]!, sha256 },
        ]),
      ),
      needs: Object.fromEntries(spec.needs.map((id, index) => [id, needs[index]!])),
      store: this.#store.folder,
      folder,
    };
    const outputs = await worker.run(order, {
      progress: (progress) => this.#observe({ type: "progressed", job, progress }),
      warning: (text) => this.#observe({ type: "warning", text }),
      resumed: () => this.#observe({ type: "resumed", job }),
    });
    const manifest = { kind, config, data, needs, kernel, engine, streams, ...outputs };
    const stored = await this.#store.commit(key, manifest);
    this.#outcomes.set(key, { state: "done", reused: false, stored });
    this.#observe({ type: "finished", job });
  }
}
