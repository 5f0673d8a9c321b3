/**
 * Q6-B and Q6-C: gradients over time and dynamics of the states in classifiers of 200 tokens, SimpleRNN and LSTM as in the study
 * and GRU besides, each trained with padding after the text and before it. Both parts read the same probe.
 */
import type { JobSpec } from "../core/job.ts";
import { classifierJob } from "./classifiers.ts";
import type { Profile } from "./profile.ts";

const LENGTH = 200;
const PADDINGS = ["post", "pre"] as const;
const CELLS = ["SimpleRNN", "LSTM", "GRU"] as const;

/** The probes of one part, and the trainings of the GRU, which Q6-A does not have. */
function probeJobs(profile: Profile, experiment: "Q6-B" | "Q6-C"): JobSpec[] {
  return PADDINGS.flatMap((padding) =>
    CELLS.flatMap((cell) =>
      profile.sentiment.seeds.flatMap((seed) => {
        const name = `${padding}/${cell}/seed-${seed}`;
        const isNew = cell === "GRU";
        const id = isNew ? `Q6-B/training/${name}` : `Q6-A/length-${LENGTH}/${name}`;
        const training = classifierJob(profile, {
          experiment: "Q6-B",
          id,
          cell,
          length: LENGTH,
          padding,
          seed,
        });
        const probe: JobSpec = {
          id: `${experiment}/${name}`,
          experiment,
          kind: "sentiment-probe",
          config: training.config,
          data: [profile.reviewData],
          needs: [id],
          cost: 1e6,
        };
        return isNew && experiment === "Q6-B" ? [training, probe] : [probe];
      })
    )
  );
}

/** The jobs of Q6-B. */
export function gradientJobs(profile: Profile): JobSpec[] {
  return probeJobs(profile, "Q6-B");
}

/** The jobs of Q6-C. */
export function stateJobs(profile: Profile): JobSpec[] {
  return probeJobs(profile, "Q6-C");
}
