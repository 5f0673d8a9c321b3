/**
 * Q6-A: SimpleRNN and LSTM on reviews of 50 to 400 tokens. The study does not say where its padding went, so that is a factor
 * here: after the text with the last step read (`post`), before the text (`pre`), and after it with the state at the true last
 * token read (`true-last`). A logistic regression on bags of words stands beside them. At 400 tokens with padding after the text,
 * where the study's LSTM fell to chance, optimisation is a factor too: learning rate, clipping, bias of the forget gate.
 */
import type { JobSpec } from "../core/job.ts";
import { PADDING_MODES } from "../data/review_data.ts";
import { bagOfWordsJob, type ClassifierJob, classifierJob } from "./classifiers.ts";
import type { Profile } from "./profile.ts";

const LENGTHS = [50, 100, 200, 400];
const LONGEST = 400;
const CELLS = ["SimpleRNN", "LSTM"] as const;

/** What is changed in the training of the LSTM at the longest sequences; the names are part of the job ids. */
const FACTORS: Readonly<Record<string, (profile: Profile) => ClassifierJob["factor"]>> = {
  "clipped": () => ({ clipNorm: 1 }),
  "faster": ({ sentiment }) => ({ learningRate: sentiment.learningRate * 3 }),
  "slower": ({ sentiment }) => ({ learningRate: sentiment.learningRate / 4 }),
  "forget-bias": () => ({ forgetBias: 1 }),
};

/** Each cell with each length, padding mode and seed; the regressions; the factors. */
export function lengthJobs(profile: Profile): JobSpec[] {
  const experiment = "Q6-A";
  const jobs = LENGTHS.flatMap((length) =>
    PADDING_MODES.flatMap((padding) =>
      CELLS.flatMap((cell) =>
        profile.sentiment.seeds.map((seed) => {
          const id = `${experiment}/length-${length}/${padding}/${cell}/seed-${seed}`;
          return classifierJob(profile, { experiment, id, cell, length, padding, seed });
        })
      )
    )
  );
  const regressions = LENGTHS.map((length) => bagOfWordsJob(profile, experiment, length));
  const factors = Object.entries(FACTORS).flatMap(([name, factorOf]) =>
    profile.sentiment.seeds.map((seed) => {
      const id = `${experiment}/factors/${name}/seed-${seed}`;
      const factor = factorOf(profile);
      const base = {
        experiment,
        id,
        cell: "LSTM",
        length: LONGEST,
        padding: "post",
        seed,
      } as const;
      return classifierJob(profile, { ...base, factor });
    })
  );
  return [...jobs, ...regressions, ...factors];
}
