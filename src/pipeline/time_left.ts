import type { RunEvent } from "./run_event.ts";

/**
 * Estimates when a run will end: the cost of what is left, at the rate at which this run has worked cost off so far. What
 * it found done, in the store or in a checkpoint, takes no part in the rate.
 */
export class TimeLeft {
  /** Cost and done fraction of each job that is still part of the plan, by key. */
  readonly #jobs = new Map<string, { readonly cost: number; done: number }>();
  readonly #resumed = new Set<string>();
  #worked = 0;
  #started: number | undefined;

  /** Takes note of an event at `now`, in milliseconds. */
  observe(event: RunEvent, now: number): void {
    switch (event.type) {
      case "planned":
        for (const { key, cost } of event.plan.jobs) this.#jobs.set(key, { cost, done: 0 });
        break;
      case "started":
        this.#started ??= now;
        break;
      case "resumed":
        this.#resumed.add(event.job.key);
        break;
      case "progressed": {
        const { done, total } = event.progress;
        this.#advance(event.job.key, done / total, !this.#resumed.delete(event.job.key));
        break;
      }
      case "finished":
        this.#advance(event.job.key, 1, true);
        break;
      case "reused":
        this.#advance(event.job.key, 1, false);
        break;
      case "failed":
      case "skipped":
        this.#jobs.delete(event.job.key);
    }
  }

  #advance(key: string, fraction: number, worked: boolean): void {
    const job = this.#jobs.get(key);
    if (!job) return;
    if (worked) this.#worked += job.cost * (fraction - job.done);
    job.done = fraction;
  }

  #sum(part: (job: { readonly cost: number; readonly done: number }) => number): number {
    return [...this.#jobs.values()].reduce((sum, job) => sum + part(job), 0);
  }

  /** Fraction of the plan's cost that is done, from 0 to 1. */
  get fraction(): number {
    const total = this.#sum(({ cost }) => cost);
    return total > 0 ? this.#sum(({ cost, done }) => cost * done) / total : 1;
  }

  /** Milliseconds left at `now`, or `undefined` before anything can be said. */
  at(now: number): number | undefined {
    const left = this.#sum(({ cost, done }) => cost * (1 - done));
    if (left === 0) return 0;
    if (this.#started === undefined || this.#worked <= 0) return undefined;
    return left / this.#worked * (now - this.#started);
  }
}
