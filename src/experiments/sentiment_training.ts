/** The job that trains one sentiment classifier and scores its best epoch on the test reviews. */
import type { JobContext } from "../core/job.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { weightValues } from "../nn/model.ts";
import { type ModelSpec, parameterCount } from "../nn/model_spec.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { train, type TrainingOptions } from "../nn/trainer.ts";
import { writeSentiment } from "./sentiment_outputs.ts";
import { openReviews, reviewLogits, type ReviewSettings, sentimentTask } from "./sentiment_task.ts";
import { jobTraining } from "./training_hooks.ts";

/** Configuration of a training. */
export interface SentimentTraining {
  /** Name of the architecture, as the study has it. */
  readonly model: string;
  /** Seed of initialisation and shuffling. */
  readonly seed: number;
  /** Which reviews, and how they become sequences. */
  readonly reviews: ReviewSettings;
  /** The network. */
  readonly spec: ModelSpec;
  /** How it is trained. */
  readonly training: Omit<TrainingOptions, "seed">;
}

/**
 * Trains and writes `weights.safetensors` (the best epoch's), `predictions.safetensors`, `metrics.json`, `timing.json`.
 * @throws CliError when the loss is not finite
 */
export async function trainClassifier(context: JobContext): Promise<void> {
  const config = context.config as unknown as SentimentTraining;
  const host = await openBackend();
  const parts = await openReviews(Object.values(context.data)[0]!, config.reviews);
  const { hooks, secondsPerEpoch, scored } = await jobTraining(
    context,
    config.training.epochs,
    ({ validation }) => `validation accuracy ${(100 * validation["accuracy"]!).toFixed(1)}%`,
  );
  const options = { ...config.training, seed: config.seed };
  const trained = await train(host, config.spec, sentimentTask(parts), options, hooks);
  const model = new RecurrentModel(config.spec, weightValues(trained.weights));
  const logits = reviewLogits(model, parts.test, scored);
  model.dispose();
  const parameters = parameterCount(config.spec);
  await writeSentiment(context, parts, { ...trained, logits, parameters });
  await context.write("timing.json", JSON.stringify({ secondsPerEpoch }), "timing");
}
