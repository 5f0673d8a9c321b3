/**
 * The two scales at which the study runs. `quick` is the whole study in miniature on simulated data, offline; `paper` is the
 * study's scale on the real data, over several seeds.
 */

/** How forecasting networks are trained and scored. */
export interface ForecastSettings {
  /** One training of each network for each seed. */
  readonly seeds: readonly number[];
  /** Epochs of a training. */
  readonly epochs: number;
  /** Windows drawn without replacement for each epoch, anew each time. */
  readonly samplesPerEpoch: number;
  /** Windows in a batch. */
  readonly batchSize: number;
  /** Adam's step size. */
  readonly learningRate: number;
  /** Every how manieth validation window is scored after an epoch; the test part is scored whole. */
  readonly validationStride: number;
}

/** One scale of the study. */
export interface Profile {
  /** What `--profile` calls it. */
  readonly name: "quick" | "paper";
  /** Canonical data set of household power. */
  readonly powerData: string;
  /** Settings of every forecasting network. */
  readonly forecast: ForecastSettings;
}

/** The profiles by name. */
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
