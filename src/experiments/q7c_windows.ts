/**
 * Q7-c: the architectures of Q7-a with windows of 30, 60 and 120 values. The trainings at 60 are those of Q7-a: same
 * configuration, same key, computed once.
 */
import type { JobSpec } from "../core/job.ts";
import { ARCHITECTURES, forecastJob } from "./forecasters.ts";
import type { Profile } from "./profile.ts";

const WINDOWS = [30, 60, 120];

/** Each architecture with each window and seed. */
export function windowJobs(profile: Profile): JobSpec[] {
  return WINDOWS.flatMap((window) =>
    Object.entries(ARCHITECTURES).flatMap(([model, forecaster]) =>
      profile.forecast.seeds.map((seed) => {
        const id = `Q7-c/window-${window}/${model}/seed-${seed}`;
        return forecastJob(profile, { experiment: "Q7-c", id, model, forecaster, seed, window });
      })
    )
  );
}
