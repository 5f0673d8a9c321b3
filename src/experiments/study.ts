/** The parts of the study, each with its jobs. */
import type { JobSpec } from "../core/job.ts";
import type { Profile } from "./profile.ts";
import { comparisonJobs } from "./q7a_comparison.ts";

/** Parts by the study's own ids. */
export const EXPERIMENTS: Readonly<Record<string, (profile: Profile) => JobSpec[]>> = {
  "Q7-a": comparisonJobs,
};

/** Every job of a profile. */
export function studyJobs(profile: Profile): JobSpec[] {
  return Object.values(EXPERIMENTS).flatMap((jobs) => jobs(profile));
}
