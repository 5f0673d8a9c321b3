/** The parts of the study, each with its jobs. */
import type { JobSpec } from "../core/job.ts";
import type { Part, Profile } from "./profile.ts";
import { patternJobs } from "./p4_patterns.ts";
import { lengthJobs } from "./q6a_length.ts";
import { gradientJobs, stateJobs } from "./q6bc_dynamics.ts";
import { comparisonJobs } from "./q7a_comparison.ts";
import { gateProbeJobs } from "./q7b_gates.ts";
import { windowJobs } from "./q7c_windows.ts";
import { directionJobs } from "./q7d_direction.ts";
import { gateJobs } from "./q7e_gates.ts";

/** Parts by the study's own ids. */
export const EXPERIMENTS: Readonly<Record<Part, (profile: Profile) => JobSpec[]>> = {
  "P4": patternJobs,
  "Q6-A": lengthJobs,
  "Q6-B": gradientJobs,
  "Q6-C": stateJobs,
  "Q7-a": comparisonJobs,
  "Q7-b": gateProbeJobs,
  "Q7-c": windowJobs,
  "Q7-d": directionJobs,
  "Q7-e": gateJobs,
};

/** Every job of a profile's parts. */
export function studyJobs(profile: Profile): JobSpec[] {
  return profile.parts.flatMap((part) => EXPERIMENTS[part](profile));
}
