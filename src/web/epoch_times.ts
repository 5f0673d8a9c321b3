import type { Results } from "../report/results.ts";
import { medianSecondsPerEpoch, type Timings } from "../report/timings.ts";

/** How long a model's epochs took, over all of its seeds, in seconds. */
export interface EpochTimes {
  /** The model. */
  readonly model: string;
  /** How many epochs were timed. */
  readonly count: number;
  /** The shortest. */
  readonly minimum: number;
  /** The one in the middle. */
  readonly median: number;
  /** The longest. */
  readonly maximum: number;
}

/** The times of Q7-a's networks; those of which none was timed are left out. */
export function epochTimes({ experiments }: Results, timings: Timings): EpochTimes[] {
  return (experiments["Q7-a"]?.models ?? []).flatMap(({ model, runs }) => {
    const jobs = runs.map(({ job }) => job);
    const seconds = jobs.flatMap((job) => timings.secondsPerEpoch[job] ?? []);
    const median = medianSecondsPerEpoch(timings, jobs);
    return median === null ? [] : [{
      model,
      count: seconds.length,
      minimum: Math.min(...seconds),
      median,
      maximum: Math.max(...seconds),
    }];
  });
}
