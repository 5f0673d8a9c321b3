/**
 * Q7-d: is a bidirectional model legitimate for forecasting? Whether its forecast moves when the future is changed; whether it
 * helps to read both directions' final states instead of the last step; and where both directions should count, in filling a
 * gap in the middle of recorded data.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import type { CausalityProbe } from "./causality_probe.ts";
import { ARCHITECTURES, FINAL_STATE_BILSTM, forecastJob } from "./forecasters.ts";
import type { Imputation } from "./imputation.ts";
import type { Profile } from "./profile.ts";
import { WINDOW } from "./q7a_comparison.ts";

const MODELS = ["LSTM", "BiLSTM"];
const ORIGINS = 64;
/** Ten minutes in the middle of the window. */
const GAP = { from: 25, count: 10 };
const experiment = "Q7-d";

function causalityJob(profile: Profile, model: string, seed: number): JobSpec {
  const { stack, readout } = ARCHITECTURES[model]!;
  const spec = { recurrent: stack, readout, outputs: 1 };
  const config: CausalityProbe = { model, seed, window: WINDOW, origins: ORIGINS, spec };
  return {
    id: `Q7-d/causality/${model}/seed-${seed}`,
    experiment,
    kind: "causality-probe",
    config: config as unknown as JsonObject,
    data: [profile.powerData],
    needs: [`Q7-a/${model}/seed-${seed}`],
    cost: 1e6,
  };
}

function imputationJob(profile: Profile, model: string, seed: number): JobSpec {
  const { epochs, samplesPerEpoch, batchSize, learningRate, validationStride } = profile.forecast;
  const config: Imputation = {
    model,
    seed,
    window: WINDOW,
    gap: GAP,
    testStride: validationStride,
    validationStride,
    spec: {
      recurrent: { ...ARCHITECTURES[model]!.stack, inputs: 2 },
      readout: "sequence",
      readSteps: GAP,
      outputs: 1,
    },
    training: {
      epochs: epochs / 2,
      samplesPerEpoch,
      batchSize,
      learningRate,
      loss: "meanSquaredError",
    },
  };
  return {
    id: `Q7-d/imputation/${model}/seed-${seed}`,
    experiment,
    kind: "imputation-training",
    config: config as unknown as JsonObject,
    data: [profile.powerData],
    needs: [],
    cost: (model === "LSTM" ? 4 : 9) * WINDOW * epochs / 2 * samplesPerEpoch,
  };
}

/** The jobs of Q7-d. */
export function directionJobs(profile: Profile): JobSpec[] {
  const { seeds } = profile.forecast;
  const interpolation: Imputation = {
    model: "linear interpolation",
    window: WINDOW,
    gap: GAP,
    testStride: profile.forecast.validationStride,
  };
  return [
    ...MODELS.flatMap((model) => seeds.map((seed) => causalityJob(profile, model, seed))),
    ...seeds.map((seed) =>
      forecastJob(profile, {
        experiment,
        id: `Q7-d/final-state/seed-${seed}`,
        model: "BiLSTM, final states",
        forecaster: FINAL_STATE_BILSTM,
        seed,
        window: WINDOW,
      })
    ),
    ...MODELS.flatMap((model) => seeds.map((seed) => imputationJob(profile, model, seed))),
    {
      id: "Q7-d/imputation/interpolation",
      experiment,
      kind: "imputation-interpolation",
      config: interpolation as unknown as JsonObject,
      data: [profile.powerData],
      needs: [],
      cost: 1,
    },
  ];
}
