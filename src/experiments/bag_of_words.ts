/**
 * The job of the classifier that every network has to beat: a logistic regression on which words occur, blind to their order.
 * It is trained by the same trainer, with the same loss and the same choice of the best epoch.
 */
import * as tf from "@tensorflow/tfjs";
import type { JobContext } from "../core/job.ts";
import type { ReviewData } from "../data/review_data.ts";
import { UNKNOWN_ID } from "../data/review_vocabulary.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { createModel, type Model, weightValues } from "../nn/model.ts";
import { train, type TrainingData, type TrainingOptions } from "../nn/trainer.ts";
import type { TrainingBatch } from "../nn/training_step.ts";
import { writeSentiment } from "./sentiment_outputs.ts";
import { openReviews, type ReviewSettings, scoreSentiment } from "./sentiment_task.ts";
import { jobTraining } from "./training_hooks.ts";

/** Configuration of a regression. */
export interface BagOfWords {
  /** Its name in reports. */
  readonly model: string;
  /** Seed of initialisation and shuffling. */
  readonly seed: number;
  /** Which reviews, and how many of their tokens count. */
  readonly reviews: ReviewSettings;
  /** How it is trained. */
  readonly training: Omit<TrainingOptions, "seed">;
}

const SCORING_BATCH = 100;

/** Which known words occur in each review: 1 or 0, [reviews, vocabulary]. */
function wordBatch(data: ReviewData, indices: Uint32Array, vocabulary: number): TrainingBatch {
  const presence = new Float32Array(indices.length * vocabulary);
  indices.forEach((index, row) => {
    for (const id of data.tokensOf(index)) {
      if (id > UNKNOWN_ID) presence[row * vocabulary + id] = 1;
    }
  });
  const labels = Float32Array.from(indices, (index) => data.labels[index]!);
  return {
    values: tf.tensor2d(presence, [indices.length, vocabulary]),
    targets: tf.tensor2d(labels, [indices.length, 1]),
  };
}

function wordLogits(model: Model, data: ReviewData, vocabulary: number): Float32Array<ArrayBuffer> {
  const logits = new Float32Array(data.size);
  for (let from = 0; from < data.size; from += SCORING_BATCH) {
    const count = Math.min(SCORING_BATCH, data.size - from);
    const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
    tf.tidy(() => {
      logits.set(model.forward(wordBatch(data, indices, vocabulary)).dataSync(), from);
    });
  }
  return logits;
}

/**
 * Fits and writes the outputs of a sentiment classifier.
 * @throws CliError when the loss is not finite
 */
export async function fitBagOfWords(context: JobContext): Promise<void> {
  const config = context.config as unknown as BagOfWords;
  const host = await openBackend();
  const parts = await openReviews(Object.values(context.data)[0]!, config.reviews);
  const { size } = parts.vocabulary, spec = { widths: [size, 1] };
  const task: TrainingData = {
    size: parts.train.size,
    batch: (indices) => wordBatch(parts.train, indices, size),
    validate: (model) => {
      const logits = wordLogits(model, parts.validation, size);
      const { loss, accuracy } = scoreSentiment(logits, parts.validation.labels);
      return { loss, accuracy };
    },
  };
  const { hooks, secondsPerEpoch } = await jobTraining(
    context,
    config.training.epochs,
    ({ validation }) => `validation accuracy ${(100 * validation["accuracy"]!).toFixed(1)}%`,
  );
  const options = { ...config.training, seed: config.seed };
  const trained = await train(host, spec, task, options, hooks);
  const model = createModel(spec, weightValues(trained.weights));
  const logits = wordLogits(model, parts.test, size);
  model.dispose();
  await writeSentiment(context, parts, { ...trained, logits, parameters: size + 1 });
  await context.write("timing.json", JSON.stringify({ secondsPerEpoch }), "timing");
}
