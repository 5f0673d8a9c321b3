/**
 * The two scales at which the study runs. `quick` is the whole study in miniature on simulated data, offline; `paper` is the
 * study's scale on the real data, over several seeds.
 */
import type { ReviewSubsetOptions } from "../data/review_subset.ts";

/** The parts of the study that are computed, by the study's own ids. */
export const PARTS = [
  "P4",
  "Q6-A",
  "Q6-B",
  "Q6-C",
  "Q7-a",
  "Q7-b",
  "Q7-c",
  "Q7-d",
  "Q7-e",
] as const;

/** One of the parts. */
export type Part = (typeof PARTS)[number];

/** How forecasting networks are trained and scored. */
export interface ForecastSettings {
  /** One training for each. */
  readonly seeds: readonly number[];
  /** Epochs of each training. */
  readonly epochs: number;
  /** Windows drawn without replacement for each epoch, anew each time. */
  readonly samplesPerEpoch: number;
  /** Windows in a batch. */
  readonly batchSize: number;
  /** Adam's step size. */
  readonly learningRate: number;
  /** Every how manieth validation window is scored after an epoch. */
  readonly validationStride: number;
  /** Every how manieth test window is scored; the test part is scored whole when absent. */
  readonly testStride?: number;
}

/** How sentiment classifiers are trained and scored. */
export interface SentimentSettings {
  /** One training for each. */
  readonly seeds: readonly number[];
  /** Reviews of each part; the same for every training. */
  readonly subset: ReviewSubsetOptions;
  /** Ids at most, padding and unknown included. */
  readonly vocabularySize: number;
  /** Width of the embedding. */
  readonly embedding: number;
  /** Hidden units of the one recurrent layer. */
  readonly hidden: number;
  /** Epochs of each training. */
  readonly epochs: number;
  /** Reviews in a batch. */
  readonly batchSize: number;
  /** Adam's step size. */
  readonly learningRate: number;
}

/** One scale of the study. */
export interface Profile {
  /** As the command line names it. */
  readonly name: "quick" | "paper";
  /** Parts of the study that have a published reference at this scale. */
  readonly parts: readonly Part[];
  /** Canonical data set of household power. */
  readonly powerData: string;
  /** Canonical data set of what truly happened in the household, for simulated data alone. */
  readonly powerRecord?: string;
  /** Canonical data set of reviews. */
  readonly reviewData: string;
  /** Parts Q7-a to Q7-e. */
  readonly forecast: ForecastSettings;
  /** Parts Q6-A to Q6-C. */
  readonly sentiment: SentimentSettings;
}

/** The profiles by name. */
export const PROFILES: Readonly<Record<Profile["name"], Profile>> = {
  quick: {
    name: "quick",
    parts: PARTS,
    powerData: "simulated-household",
    powerRecord: "simulated-household-events",
    reviewData: "simulated-reviews",
    forecast: {
      seeds: [1],
      epochs: 4,
      samplesPerEpoch: 1536,
      batchSize: 64,
      learningRate: 0.001,
      validationStride: 16,
      testStride: 4,
    },
    sentiment: {
      seeds: [1],
      subset: { seed: 1, train: 4000, validation: 400, test: 1000 },
      vocabularySize: 1000,
      embedding: 32,
      hidden: 32,
      epochs: 5,
      batchSize: 32,
      learningRate: 0.01,
    },
  },
  paper: {
    name: "paper",
    parts: PARTS,
    powerData: "household-power",
    reviewData: "movie-reviews",
    forecast: {
      seeds: [1, 2, 3],
      epochs: 12,
      samplesPerEpoch: 18_432,
      batchSize: 64,
      learningRate: 0.001,
      validationStride: 8,
    },
    sentiment: {
      seeds: [1, 2, 3],
      subset: { seed: 1, train: 16_000, validation: 1000, test: 3000 },
      vocabularySize: 10_000,
      embedding: 64,
      hidden: 64,
      epochs: 3,
      batchSize: 32,
      learningRate: 0.006,
    },
  },
};
