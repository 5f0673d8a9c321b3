/**
 * What a plan's shape allows: how long it would take on any number of workers, were each job to take the time that it took. Jobs
 * are handed out as `runPlan` does it: whenever a worker is free, it takes the first job of the plan whose needs are done.
 */

/** A job with its duration. */
export interface TimedJob {
  /** Names the job. */
  readonly key: string;
  /** Keys of jobs that end before it begins; they come before it. */
  readonly needs: readonly string[];
  /** How long it takes. */
  readonly seconds: number;
}

/** The chain of jobs, each needing the one before it, that takes longest. */
export function longestChain(jobs: readonly TimedJob[]): TimedJob[] {
  const ends = new Map<string, { readonly end: number; readonly chain: TimedJob[] }>();
  const start = { end: 0, chain: [] as TimedJob[] };
  let longest = start;
  for (const job of jobs) {
    const before = job.needs.map((need) => ends.get(need)!)
      .reduce((a, b) => b.end > a.end ? b : a, start);
    const own = { end: before.end + job.seconds, chain: [...before.chain, job] };
    ends.set(job.key, own);
    if (own.end > longest.end) longest = own;
  }
  return longest.chain;
}

/** Seconds of the longest chain: no number of workers is faster. */
export function criticalPath(jobs: readonly TimedJob[]): number {
  return totalWork(longestChain(jobs));
}

/** Seconds of all jobs together: what one worker takes. */
export function totalWork(jobs: readonly TimedJob[]): number {
  return jobs.reduce((sum, { seconds }) => sum + seconds, 0);
}

/**
 * Seconds until the last of `workers` is done.
 * @throws RangeError for a number of workers that is not a positive integer
 */
export function makespan(jobs: readonly TimedJob[], workers: number): number {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`Cannot schedule on ${workers} workers: expected a positive integer`);
  }
  const waiting = [...jobs], done = new Set<string>();
  let running: { readonly key: string; readonly end: number }[] = [], now = 0;
  while (waiting.length + running.length > 0) {
    for (let i = 0; i < waiting.length && running.length < workers;) {
      const { key, needs, seconds } = waiting[i]!;
      if (needs.every((need) => done.has(need))) {
        running.push({ key, end: now + seconds });
        waiting.splice(i, 1);
      } else i++;
    }
    now = Math.min(...running.map(({ end }) => end));
    running.filter(({ end }) => end <= now).forEach(({ key }) => done.add(key));
    running = running.filter(({ end }) => end > now);
  }
  return now;
}
