/**
 * The two scales at which the study runs. `quick` is the whole study in miniature on simulated data, offline; `paper` is the
 * study's scale on the real data, over several seeds.
 */

/** How forecasting networks are trained and scored. */
export interface ForecastSettings {
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** Windows drawn without replacement for each epoch, anew each time. */
  readonly samplesPerEpoch: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Every how manieth validation window is scored after an epoch; the test part is scored whole. */
  readonly validationStride: number;
}

/** One scale of the study. */
export interface Profile {
  readonly name: "quick" | "paper";
  /** Canonical data set of household power. */
  readonly powerData: string;
  readonly forecast: ForecastSettings;
}

export const PROFILES: Readonly<Record<Profile["name"], Profile>> = {
  quick: {
    name: "quick",
    powerData: "simulated-household",
    forecast: {
      seeds: [1],
      epochs: 8,
      samplesPerEpoch: 4096,
      batchSize: 64,
      learningRate: 0.001,
      validationStride: 8,
    },
  },
  paper: {
    name: "paper",
    powerData: "household-power",
    forecast: {
      seeds: [1, 2, 3],
      epochs: 12,
      samplesPerEpoch: 18_432,
      batchSize: 64,
      learningRate: 0.001,
      validationStride: 8,
    },
  },
};
