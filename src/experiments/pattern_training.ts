/**
 * The job that trains one network to tell two patterns apart, shown in the first half of a sequence alone, and scores it where it
 * has never seen them: in the second half, and in sequences twice as long.
 */
import * as tf from "@tensorflow/tfjs";
import type { JobContext } from "../core/job.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { feedForwardParameters } from "../nn/feed_forward_model.ts";
import { type AnyModelSpec, createModel, type Model, weightValues } from "../nn/model.ts";
import { parameterCount } from "../nn/model_spec.ts";
import { writeSafetensors } from "../nn/safetensors.ts";
import { train, type TrainingOptions } from "../nn/trainer.ts";
import type { TrainingBatch } from "../nn/training_step.ts";
import { scoreSentiment } from "./sentiment_task.ts";
import { PATTERN_STEPS, type PatternSet, shiftedPatterns } from "./shifted_patterns.ts";
import { jobTraining } from "./training_hooks.ts";

/** Configuration of a training. */
export interface PatternTraining {
  /** Name of the network. */
  readonly model: string;
  /** Keys the sequences, initialisation and shuffling. */
  readonly seed: number;
  /** Steps of a training sequence. */
  readonly steps: number;
  /** Sequences of the training part, the validation part and each test. */
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number };
  /** The network. */
  readonly spec: AnyModelSpec;
  /** How it is trained. */
  readonly training: Omit<TrainingOptions, "seed">;
}

const SCORING_BATCH = 100;

/** The sequences at `indices`, as a network takes them: rows for a perceptron, steps of one feature for a recurrent one. */
function batchOf(
  { values, labels }: PatternSet,
  steps: number,
  spec: AnyModelSpec,
  indices: Uint32Array,
): TrainingBatch {
  const count = indices.length, rows = new Float32Array(count * steps);
  indices.forEach((index, row) => {
    rows.set(values.subarray(index * steps, (index + 1) * steps), row * steps);
  });
  return {
    values: "widths" in spec
      ? tf.tensor2d(rows, [count, steps])
      : tf.tensor3d(rows, [count, steps, 1]),
    targets: tf.tensor2d(Float32Array.from(indices, (index) => labels[index]!), [count, 1]),
  };
}

/** Loss and accuracy of a model on a set. */
function score(model: Model, set: PatternSet, steps: number, spec: AnyModelSpec) {
  const logits = new Float32Array(set.labels.length);
  for (let from = 0; from < logits.length; from += SCORING_BATCH) {
    const count = Math.min(SCORING_BATCH, logits.length - from);
    const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
    tf.tidy(() => {
      logits.set(model.forward(batchOf(set, steps, spec, indices)).dataSync(), from);
    });
  }
  const { loss, accuracy } = scoreSentiment(logits, set.labels);
  return { loss, accuracy };
}

function parametersOf(spec: AnyModelSpec): number {
  if (!("widths" in spec)) return parameterCount(spec);
  const sizes = feedForwardParameters(spec).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return sizes.reduce((a, b) => a + b, 0);
}

/**
 * Trains and writes `weights.safetensors` (the best epoch's), `metrics.json` and `timing.json`. A perceptron has no score on longer
 * sequences: it cannot read them.
 * @throws CliError when the loss is not finite
 */
export async function trainOnPatterns(context: JobContext): Promise<void> {
  const { spec, seed, steps, sizes, training } = context.config as unknown as PatternTraining;
  const host = await openBackend();
  const half = Math.floor(steps / 2);
  const seen = { start: 0, end: half - PATTERN_STEPS + 1 };
  const unseen = { start: half, end: steps - PATTERN_STEPS + 1 };
  const later = { start: steps, end: 2 * steps - PATTERN_STEPS + 1 };
  const make = (name: string, count: number, places = seen, length = steps): PatternSet =>
    shiftedPatterns({ seed, name, count, steps: length, places });
  const examples = make("train", sizes.train), judge = make("validation", sizes.validation);
  const { hooks, secondsPerEpoch } = await jobTraining(
    context,
    training.epochs,
    ({ validation }) => `validation accuracy ${(100 * validation["accuracy"]!).toFixed(1)}%`,
  );
  const { history, bestEpoch, weights } = await train(
    host,
    spec,
    {
      size: sizes.train,
      batch: (indices) => batchOf(examples, steps, spec, indices),
      validate: (model) => score(model, judge, steps, spec),
    },
    { ...training, seed },
    hooks,
  );
  const model = createModel(spec, weightValues(weights));
  const test = {
    seen: score(model, make("test/seen", sizes.test), steps, spec),
    unseen: score(model, make("test/unseen", sizes.test, unseen), steps, spec),
    longer: "widths" in spec
      ? null
      : score(model, make("test/longer", sizes.test, later, 2 * steps), 2 * steps, spec),
  };
  model.dispose();
  await context.write("weights.safetensors", writeSafetensors(weights));
  const epochs = history.map(({ epoch, trainingLoss, validation }) => ({
    epoch,
    trainingLoss,
    validationLoss: validation.loss,
    validationAccuracy: validation["accuracy"],
  }));
  const metrics = {
    parameters: parametersOf(spec),
    epochs,
    bestEpoch,
    sequences: sizes.test,
    test,
  };
  await context.write("metrics.json", `${JSON.stringify(metrics, null, 2)}\n`);
  await context.write("timing.json", JSON.stringify({ secondsPerEpoch }), "timing");
}
