/** The sentiment classifiers of the study and of its variations, and the jobs that train them. */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import type { PaddingMode } from "../data/review_data.ts";
import { PADDING_ID } from "../data/review_vocabulary.ts";
import type { Cell } from "../kernels/recurrent_spec.ts";
import type { BagOfWords } from "./bag_of_words.ts";
import type { Profile } from "./profile.ts";
import type { ReviewSettings } from "./sentiment_task.ts";
import type { SentimentTraining } from "./sentiment_training.ts";

/** What tells one training from another. */
export interface ClassifierJob {
  /** The part of the study that asks for it. */
  readonly experiment: string;
  /** The job's id. */
  readonly id: string;
  /** The recurrent cell, which is also the network's name. */
  readonly cell: Cell;
  /** Tokens of a sequence. */
  readonly length: number;
  /** Where padding goes, and which state is read. */
  readonly padding: PaddingMode;
  /** Seed of initialisation and shuffling. */
  readonly seed: number;
  /** Departures from the profile's training, for the factors of Q6-A. */
  readonly factor?: {
    readonly learningRate?: number;
    readonly clipNorm?: number;
    readonly forgetBias?: number;
  };
}

const STEP_COST: Readonly<Record<Cell, number>> = { SimpleRNN: 1, LSTM: 4, GRU: 3 };

function reviewSettings(profile: Profile, length: number, padding: PaddingMode): ReviewSettings {
  const { vocabularySize, subset } = profile.sentiment;
  return { length, padding, vocabularySize, subset };
}

/** The job of one training at a profile's scale. */
export function classifierJob(profile: Profile, job: ClassifierJob): JobSpec {
  const { experiment, id, cell, length, padding, seed, factor = {} } = job;
  const { sentiment } = profile;
  const { forgetBias, ...training } = factor;
  const config: SentimentTraining = {
    model: cell,
    seed,
    reviews: reviewSettings(profile, length, padding),
    spec: {
      recurrent: {
        cell,
        inputs: sentiment.embedding,
        hidden: sentiment.hidden,
        layers: 1,
        bidirectional: false,
      },
      readout: "last",
      outputs: 1,
      embedding: { vocabulary: sentiment.vocabularySize, padding: PADDING_ID },
      ...(forgetBias !== undefined && { forgetBias }),
    },
    training: {
      epochs: sentiment.epochs,
      batchSize: sentiment.batchSize,
      learningRate: sentiment.learningRate,
      loss: "binaryCrossEntropy",
      ...training,
    },
  };
  const width = sentiment.hidden * (sentiment.hidden + sentiment.embedding) / 64;
  return {
    id,
    experiment,
    kind: "sentiment-training",
    config: config as unknown as JsonObject,
    data: [profile.reviewData],
    needs: [],
    // In the unit of the forecasters' cost: a two-layer step of 64 units is 192 of width.
    cost: STEP_COST[cell] * width / 192 * length * sentiment.epochs * sentiment.subset.train,
  };
}

/** The job of the bag-of-words regression on the first `length` tokens. */
export function bagOfWordsJob(profile: Profile, experiment: string, length: number): JobSpec {
  const config: BagOfWords = {
    model: "bag of words",
    seed: profile.sentiment.subset.seed,
    // Order and place do not matter to it.
    reviews: reviewSettings(profile, length, "true-last"),
    training: { epochs: 10, batchSize: 64, learningRate: 0.003, loss: "binaryCrossEntropy" },
  };
  return {
    id: `${experiment}/length-${length}/bag-of-words`,
    experiment,
    kind: "bag-of-words",
    config: config as unknown as JsonObject,
    data: [profile.reviewData],
    needs: [],
    cost: profile.sentiment.subset.train * 100,
  };
}
