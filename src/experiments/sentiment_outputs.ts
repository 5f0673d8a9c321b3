/** What every sentiment classifier's job writes, so that reports can set them side by side. */
import type { JobContext } from "../core/job.ts";
import type { EpochRecord } from "../nn/checkpoint.ts";
import { type StoredTensor, writeSafetensors } from "../nn/safetensors.ts";
import { type ReviewParts, scoreSentiment } from "./sentiment_task.ts";

/** A finished classifier. */
export interface SentimentResult {
  /** Logit of each test review. */
  readonly logits: Float32Array<ArrayBuffer>;
  /** Weights of the best epoch. */
  readonly weights: Readonly<Record<string, StoredTensor>>;
  /** Trained values. */
  readonly parameters: number;
  /** Every epoch. */
  readonly history: readonly EpochRecord[];
  /** Epoch of the lowest validation loss, from 1. */
  readonly bestEpoch: number;
}

/** Writes `weights.safetensors`, `predictions.safetensors` and `metrics.json`. */
export async function writeSentiment(
  context: JobContext,
  { test, vocabulary }: ReviewParts,
  { logits, weights, parameters, history, bestEpoch }: SentimentResult,
): Promise<void> {
  await context.write("weights.safetensors", writeSafetensors(weights));
  const shape = [logits.length];
  const predictions = writeSafetensors({
    logit: { dtype: "F32", shape, data: logits },
    target: { dtype: "F32", shape, data: test.labels },
  });
  await context.write("predictions.safetensors", predictions);
  const metrics = {
    parameters,
    vocabulary: { size: vocabulary.size, sha256: vocabulary.hash },
    epochs: history.map(({ epoch, trainingLoss, validation }) => ({
      epoch,
      trainingLoss,
      validationLoss: validation.loss,
      validationAccuracy: validation["accuracy"],
    })),
    bestEpoch,
    test: scoreSentiment(logits, test.labels),
  };
  await context.write("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
}
