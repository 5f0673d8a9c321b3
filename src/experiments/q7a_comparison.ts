/**
 * Q7-a: one-step forecasting of household power by SimpleRNN, LSTM, GRU and BiLSTM (2 layers of 64 units, a window of 60
 * values), beside persistence and a linear autoregression on the same window.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import type { RecurrentSpec } from "../kernels/recurrent_spec.ts";
import type { ForecastTraining } from "./forecast_training.ts";
import type { Profile } from "./profile.ts";

const WINDOW = 60;

/** The study's architectures by name; the cost is that of a step relative to the SimpleRNN's. */
export const FORECASTERS: Readonly<
  Record<string, { readonly stack: RecurrentSpec; readonly cost: number }>
> = {
  SimpleRNN: { stack: stackOf("SimpleRNN"), cost: 1 },
  LSTM: { stack: stackOf("LSTM"), cost: 4 },
  GRU: { stack: stackOf("GRU"), cost: 3 },
  BiLSTM: { stack: { ...stackOf("LSTM"), bidirectional: true }, cost: 7 },
};

function stackOf(cell: RecurrentSpec["cell"]): RecurrentSpec {
  return { cell, inputs: 1, hidden: 64, layers: 2, bidirectional: false };
}

/** The job that trains one architecture with one seed. */
export function forecastJob(
  profile: Profile,
  experiment: string,
  id: string,
  config: { readonly model: string; readonly seed: number; readonly window: number },
): JobSpec {
  const { stack, cost } = FORECASTERS[config.model]!;
  const { epochs, samplesPerEpoch, batchSize, learningRate, validationStride } = profile.forecast;
  const training: ForecastTraining = {
    ...config,
    // The study reads the output at the last time step, in both directions.
    spec: { recurrent: stack, readout: "last", outputs: 1 },
    training: { epochs, samplesPerEpoch, batchSize, learningRate, loss: "meanSquaredError" },
    validationStride,
  };
  return {
    id,
    experiment,
    kind: "forecast-training",
    config: training as unknown as JsonObject,
    data: [profile.powerData],
    needs: [],
    cost: cost * config.window * epochs * samplesPerEpoch,
  };
}

/** The jobs of Q7-a: each architecture with each seed, and the baselines. */
export function comparisonJobs(profile: Profile): JobSpec[] {
  const trainings = Object.keys(FORECASTERS).flatMap((model) =>
    profile.forecast.seeds.map((seed) =>
      forecastJob(profile, "Q7-a", `Q7-a/${model}/seed-${seed}`, { model, seed, window: WINDOW })
    )
  );
  const baselines = [
    { model: "persistence", kind: "persistence" },
    { model: "linear autoregression", kind: "autoregression" },
  ].map(({ model, kind }): JobSpec => ({
    id: `Q7-a/${kind}`,
    experiment: "Q7-a",
    kind,
    config: { model, window: WINDOW },
    data: [profile.powerData],
    needs: [],
    cost: 1,
  }));
  return [...trainings, ...baselines];
}
