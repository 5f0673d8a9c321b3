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

/** A model's logit for each sequence of a set, [count]. */
export function patternLogits(
  model: Model,
  set: PatternSet,
  steps: number,
  spec: AnyModelSpec,
): Float32Array<ArrayBuffer> {
  const logits = new Float32Array(set.labels.length);
  for (let from = 0; from < logits.length; from += SCORING_BATCH) {
    const count = Math.min(SCORING_BATCH, logits.length - from);
    const indices = Uint32Array.from({ length: count }, (_, i) => from + i);
    tf.tidy(() => {
      logits.set(model.forward(batchOf(set, steps, spec, indices)).dataSync(), from);
    });
  }
  return logits;
}

/** Loss and accuracy of a model on a set. */
function score(model: Model, set: PatternSet, steps: number, spec: AnyModelSpec) {
  const { loss, accuracy } = scoreSentiment(patternLogits(model, set, steps, spec), set.labels);
  return { loss, accuracy };
}

/** Makes a part of a training's sequences by its name; a pattern begins within `places`. */
function patternsOf({ seed, steps }: PatternTraining) {
  const seen = { start: 0, end: Math.floor(steps / 2) - PATTERN_STEPS + 1 };
  return (name: string, count: number, places = seen, length = steps): PatternSet =>
    shiftedPatterns({ seed, name, count, steps: length, places });
}

/** A set of sequences of one length. */
export interface PatternTest {
  /** The sequences. */
  readonly set: PatternSet;
  /** Steps of each. */
  readonly steps: number;
}

/** What a training is judged by: patterns where it has seen them, where it has not, and in sequences twice as long. */
export function patternTests(
  config: PatternTraining,
): Readonly<Record<"seen" | "unseen" | "longer", PatternTest>> {
  const { steps, sizes: { test } } = config, make = patternsOf(config);
  const unseen = { start: Math.floor(steps / 2), end: steps - PATTERN_STEPS + 1 };
  const later = { start: steps, end: 2 * steps - PATTERN_STEPS + 1 };
  return {
    seen: { set: make("test/seen", test), steps },
    unseen: { set: make("test/unseen", test, unseen), steps },
    longer: { set: make("test/longer", test, later, 2 * steps), steps: 2 * steps },
  };
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
  const config = context.config as unknown as PatternTraining;
  const { spec, seed, steps, sizes, training } = config;
  const host = await openBackend();
  const make = patternsOf(config);
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
  const tests = patternTests(config);
  const scored = ({ set, steps }: PatternTest) => score(model, set, steps, spec);
  const test = {
    seen: scored(tests.seen),
    unseen: scored(tests.unseen),
    longer: "widths" in spec ? null : scored(tests.longer),
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
