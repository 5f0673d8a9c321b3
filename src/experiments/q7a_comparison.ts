/**
 * Q7-a: one-step forecasting of household power by SimpleRNN, LSTM, GRU and BiLSTM (2 layers of 64 units, a window of 60
 * values), beside persistence and a linear autoregression on the same window.
 */
import type { JobSpec } from "../core/job.ts";
import { ARCHITECTURES, forecastJob } from "./forecasters.ts";
import type { Profile } from "./profile.ts";

/** The window of every part of the study but Q7-c. */
export const WINDOW = 60;

/** Each architecture with each seed, and the baselines. */
export function comparisonJobs(profile: Profile): JobSpec[] {
  const trainings = Object.entries(ARCHITECTURES).flatMap(([model, forecaster]) =>
    profile.forecast.seeds.map((seed) => {
      const id = `Q7-a/${model}/seed-${seed}`;
      return forecastJob(profile, {
        experiment: "Q7-a",
        id,
        model,
        forecaster,
        seed,
        window: WINDOW,
      });
    })
  );
  const baselines = [
    { model: "persistence", kind: "persistence" },
    { model: "linear autoregression", kind: "autoregression" },
  ].map(({ model, kind }): JobSpec => ({
    id: `Q7-a/${kind}`,
    experiment: "Q7-a",
    kind,
    config: {
      model,
      window: WINDOW,
      ...(profile.forecast.testStride !== undefined && { testStride: profile.forecast.testStride }),
    },
    data: [profile.powerData],
    needs: [],
    cost: 1,
  }));
  return [...trainings, ...baselines];
}
