/**
 * Q7-e: which gate of the LSTM matters. The full LSTM (the trainings of Q7-a), the study's two reduced variants, and the
 * single-gate removals of Greff et al., "LSTM: A search space odyssey" (2017).
 */
import type { JobSpec } from "../core/job.ts";
import { ABLATIONS, ARCHITECTURES, forecastJob, slugOf } from "./forecasters.ts";
import type { Profile } from "./profile.ts";
import { WINDOW } from "./q7a_comparison.ts";

/** The full LSTM and each variant with each seed. */
export function gateJobs(profile: Profile): JobSpec[] {
  const variants = { LSTM: ARCHITECTURES["LSTM"]!, ...ABLATIONS };
  return Object.entries(variants).flatMap(([model, forecaster]) =>
    profile.forecast.seeds.map((seed) => {
      const id = `Q7-e/${slugOf(model)}/seed-${seed}`;
      return forecastJob(profile, {
        experiment: "Q7-e",
        id,
        model,
        forecaster,
        seed,
        window: WINDOW,
      });
    })
  );
}
