/** Sentiment classification as the trainer and the scorers see it: reviews as batches of token ids. */
import * as tf from "@tensorflow/tfjs";
import { readReviews, type Review } from "../data/review_corpus.ts";
import { type PaddingMode, ReviewData } from "../data/review_data.ts";
import { drawReviewSubset, type ReviewSubsetOptions } from "../data/review_subset.ts";
import { tokenise } from "../data/review_tokens.ts";
import { Vocabulary } from "../data/review_vocabulary.ts";
import type { Model } from "../nn/model.ts";
import type { TrainingData } from "../nn/trainer.ts";
import { LOSSES, type TrainingBatch } from "../nn/training_step.ts";

/** Reviews scored at once; it affects memory alone, since no sample's score depends on its neighbours. */
const SCORING_BATCH = 100;

/** Which reviews, and how they become sequences. */
export interface ReviewSettings {
  /** Tokens of a sequence. */
  readonly length: number;
  /** Where padding goes, and which state is read. */
  readonly padding: PaddingMode;
  /** Ids at most, padding and unknown included. */
  readonly vocabularySize: number;
  /** How many reviews each part holds, and the seed that draws them. */
  readonly subset: ReviewSubsetOptions;
}

/** What the network learns from, what decides the best epoch, what the network is judged by. */
export type ReviewPart = "train" | "validation" | "test";

/** The parts of an experiment's reviews, encoded alike. */
export interface ReviewParts extends Readonly<Record<ReviewPart, ReviewData>> {
  /** From the training part alone. */
  readonly vocabulary: Vocabulary;
}

/** The reviews of each part as they were written, and the vocabulary of the training part. */
export interface DrawnReviews extends Readonly<Record<ReviewPart, readonly Review[]>> {
  /** From the training part alone. */
  readonly vocabulary: Vocabulary;
}

/** Reads a corpus, draws the parts, and builds the vocabulary: what does not depend on length and padding. */
export async function drawReviews(
  path: string,
  { subset, vocabularySize }: Pick<ReviewSettings, "subset" | "vocabularySize">,
): Promise<DrawnReviews> {
  const { reviews } = await readReviews(path);
  const positions = drawReviewSubset(reviews, subset);
  const pick = (part: ReviewPart): Review[] => Array.from(positions[part], (i) => reviews[i]!);
  const train = pick("train");
  const vocabulary = Vocabulary.build(train.map(({ text }) => tokenise(text)), vocabularySize);
  return { train, validation: pick("validation"), test: pick("test"), vocabulary };
}

/** A part of drawn reviews as sequences. */
export function encodeReviews(
  drawn: DrawnReviews,
  part: ReviewPart,
  { length, padding }: Pick<ReviewSettings, "length" | "padding">,
): ReviewData {
  return new ReviewData(drawn[part], { vocabulary: drawn.vocabulary, length, padding });
}

/** Reads a corpus, draws the parts, and encodes them with a vocabulary of the training part. */
export async function openReviews(path: string, settings: ReviewSettings): Promise<ReviewParts> {
  const drawn = await drawReviews(path, settings);
  return {
    train: encodeReviews(drawn, "train", settings),
    validation: encodeReviews(drawn, "validation", settings),
    test: encodeReviews(drawn, "test", settings),
    vocabulary: drawn.vocabulary,
  };
}

/** The reviews at `indices` as tensors; the caller disposes of them. */
export function reviewBatch(data: ReviewData, indices: Uint32Array): TrainingBatch {
  const { ids, lengths, labels } = data.gather(indices, 0, indices.length);
  return {
    values: tf.tensor2d(ids, [indices.length, data.length], "int32"),
    lengths,
    targets: tf.tensor2d(labels, [indices.length, 1]),
  };
}

/** A model's logit for every review of a part, in order. */
export function reviewLogits(
  model: Model,
  data: ReviewData,
  progress: (fraction: number) => void = () => {},
): Float32Array<ArrayBuffer> {
  const logits = new Float32Array(data.size);
  for (let from = 0; from < data.size; from += SCORING_BATCH) {
    const count = Math.min(SCORING_BATCH, data.size - from);
    const batch = reviewBatch(data, Uint32Array.from({ length: count }, (_, i) => from + i));
    tf.tidy(() => logits.set(model.forward(batch).dataSync(), from));
    tf.dispose([batch.values, batch.targets]);
    progress((from + count) / data.size);
  }
  return logits;
}

/** Loss and accuracy of logits; a logit above zero says "positive". */
export interface SentimentScore {
  /** Mean binary cross-entropy. */
  readonly loss: number;
  /** Share of reviews classified rightly. */
  readonly accuracy: number;
  /** Number of reviews. */
  readonly reviews: number;
}

/** Scores logits [reviews] against labels [reviews] of 0 and 1. */
export function scoreSentiment(logits: Float32Array, labels: Float32Array): SentimentScore {
  const loss = tf.tidy(() =>
    LOSSES.binaryCrossEntropy(tf.tensor1d(logits), tf.tensor1d(labels)).dataSync()[0]!
  );
  const right = logits.reduce(
    (sum, logit, i) => sum + Number((logit > 0) === (labels[i] === 1)),
    0,
  );
  return { loss, accuracy: right / logits.length, reviews: logits.length };
}

/** The training part as batches, the validation part as the judge. */
export function sentimentTask({ train, validation }: ReviewParts): TrainingData {
  return {
    size: train.size,
    batch: (indices) => reviewBatch(train, indices),
    validate: (model) => {
      const { loss, accuracy } = scoreSentiment(reviewLogits(model, validation), validation.labels);
      return { loss, accuracy };
    },
  };
}
