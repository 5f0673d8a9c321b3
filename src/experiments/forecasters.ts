/** The forecasting networks of the study and of its variations, and the jobs that train them. */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import type { LstmGate, RecurrentSpec } from "../kernels/recurrent_spec.ts";
import type { ModelSpec } from "../nn/model_spec.ts";
import type { ForecastTraining } from "./forecast_training.ts";
import type { Profile } from "./profile.ts";

/** A network with the cost of its training step relative to the SimpleRNN's. */
export interface Forecaster {
  /** The recurrent layers: input 1, two layers of 64 units. */
  readonly stack: RecurrentSpec;
  /** Which states the head reads. */
  readonly readout: ModelSpec["readout"];
  /** Relative cost of a step. */
  readonly cost: number;
}

function stackOf(cell: RecurrentSpec["cell"], bidirectional = false): RecurrentSpec {
  return { cell, inputs: 1, hidden: 64, layers: 2, bidirectional };
}

function lstmWithout(...removedGates: readonly LstmGate[]): Forecaster {
  return {
    stack: { ...stackOf("LSTM"), removedGates },
    readout: "last",
    cost: 4 - removedGates.length,
  };
}

/** The study's architectures by name. It reads the output at the last time step, in both directions. */
export const ARCHITECTURES: Readonly<Record<string, Forecaster>> = {
  SimpleRNN: { stack: stackOf("SimpleRNN"), readout: "last", cost: 1 },
  LSTM: { stack: stackOf("LSTM"), readout: "last", cost: 4 },
  GRU: { stack: stackOf("GRU"), readout: "last", cost: 3 },
  BiLSTM: { stack: stackOf("LSTM", true), readout: "last", cost: 7 },
};

/** A BiLSTM whose head reads the final state of each direction: its backward direction has then read the whole window. */
export const FINAL_STATE_BILSTM: Forecaster = {
  stack: stackOf("LSTM", true),
  readout: "final",
  cost: 9,
};

/** LSTMs without some gates, each held at one: the study's two, and the single removals of Greff et al. (2017). */
export const ABLATIONS: Readonly<Record<string, Forecaster>> = {
  "forget gate only": lstmWithout("input", "output"),
  "input gate only": lstmWithout("forget", "output"),
  "no forget gate": lstmWithout("forget"),
  "no input gate": lstmWithout("input"),
  "no output gate": lstmWithout("output"),
};

/** What tells one training from another. */
export interface ForecastJob {
  /** The part of the study that asks for it. */
  readonly experiment: string;
  /** The job's id. */
  readonly id: string;
  /** Name of the network. */
  readonly model: string;
  /** The network. */
  readonly forecaster: Forecaster;
  /** Seed of initialisation and sampling. */
  readonly seed: number;
  /** Past values that a forecast rests on. */
  readonly window: number;
}

/** The job of one training at a profile's scale. */
export function forecastJob(profile: Profile, job: ForecastJob): JobSpec {
  const { experiment, id, model, forecaster, seed, window } = job;
  const { epochs, samplesPerEpoch, batchSize, learningRate, validationStride, testStride } =
    profile.forecast;
  const config: ForecastTraining = {
    model,
    seed,
    window,
    spec: { recurrent: forecaster.stack, readout: forecaster.readout, outputs: 1 },
    training: { epochs, samplesPerEpoch, batchSize, learningRate, loss: "meanSquaredError" },
    validationStride,
    ...(testStride !== undefined && { testStride }),
  };
  return {
    id,
    experiment,
    kind: "forecast-training",
    config: config as unknown as JsonObject,
    data: [profile.powerData],
    needs: [],
    cost: forecaster.cost * window * epochs * samplesPerEpoch,
  };
}

/** Name of a network in the id of a job: `forget gate only` becomes `forget-gate-only`. */
export function slugOf(model: string): string {
  return model.replaceAll(" ", "-");
}
