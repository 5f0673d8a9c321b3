/** Which published trainings a visitor's own browser can repeat. */
import sources from "../../data/sources.json" with { type: "json" };
import type { Dataset } from "../data/sources.ts";
import type { ForecastTraining } from "../experiments/forecast_training.ts";
import { comparisonJobs } from "../experiments/q7a_comparison.ts";
import { PROFILES } from "../experiments/profile.ts";
import { jobKey } from "../pipeline/job_key.ts";
import type { ProfileReport } from "./report_library.ts";
import type { TrainingOrder } from "./browser_training.ts";

/** A training on simulated data, with what came of it. */
export interface TrainingOffer {
  /** The job's id. */
  readonly job: string;
  /** Its key. */
  readonly key: string;
  /** The network. */
  readonly model: string;
  /** What the worker is told, but for where its files are. */
  readonly order: Omit<TrainingOrder, "files">;
  /** Published validation MSE after each epoch. */
  readonly validation: readonly number[];
  /** Published sha256 of `weights.safetensors`. */
  readonly weights: string;
}

const { quick } = PROFILES;
const KIND = "forecast-training", WEIGHTS = "weights.safetensors";

/**
 * The networks of Q7-a in the quick profile, cheapest first: those whose key, computed from the configuration that this program has
 * today, is the published one. None without a report of that profile.
 */
export function trainingOffers(reports: readonly ProfileReport[]): TrainingOffer[] {
  const report = reports.find(({ profile }) => profile === quick.name);
  const { origin } = (sources.datasets as unknown as Record<string, Dataset>)[quick.powerData]!;
  if (report === undefined || origin.kind !== "simulated-household") return [];
  const { data: hashes, kernel, engine, streams, jobs } = report.reference;
  const runs = report.results.experiments["Q7-a"]?.models.flatMap(({ runs }) => runs) ?? [];
  const { [quick.powerData]: hash } = hashes;
  return comparisonJobs(quick)
    .filter(({ kind }) => kind === KIND)
    .sort((a, b) => a.cost - b.cost)
    .flatMap(({ id, config }): TrainingOffer[] => {
      const published = jobs[id], run = runs.find(({ job }) => job === id);
      const weights = published?.outputs[WEIGHTS];
      if (hash === undefined || run === undefined || weights === undefined) return [];
      const data = { [quick.powerData]: hash };
      const key = jobKey({ kind: KIND, config, data, needs: [], kernel, engine, streams });
      if (key !== published!.key) return [];
      const training = config as unknown as ForecastTraining;
      const { seed, days } = origin;
      return [{
        job: id,
        key,
        model: training.model,
        order: { config: training, household: { seed, days }, data: hash, kernel },
        validation: run.validation,
        weights,
      }];
    });
}
