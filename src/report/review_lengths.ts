/** Q6-A: sentiment classifiers on reviews cut to several lengths, with padding in several places. */
import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { type JobRef, sha256Schema } from "./job_ref.ts";
import { type Proportion, proportionSchema } from "./proportion.ts";

/** What tells one classifier from another. */
export interface ClassifierName {
  /** `SimpleRNN`, `LSTM` or the baseline. */
  readonly model: string;
  /** Tokens of a sequence. */
  readonly length: number;
  /** Where padding goes and which state is read; `null` for the baseline. */
  readonly padding: string | null;
  /** What was changed in the training, or `null`. */
  readonly factor: string | null;
}

/** One training of a classifier. */
export interface ClassifierRun extends JobRef {
  /** The seed; `null` for the baseline. */
  readonly seed: number | null;
  /** Share of test reviews classified rightly. */
  readonly accuracy: number;
  /** Mean cross-entropy on the test reviews. */
  readonly loss: number;
  /** Epoch of the lowest validation loss, from 1. */
  readonly bestEpoch: number;
}

/** A classifier over its seeds. */
export interface Classifier extends ClassifierName {
  /** Unique among the classifiers: `LSTM 400 post`. */
  readonly name: string;
  /** Trained values. */
  readonly parameters: number;
  /** One entry a seed, ascending. */
  readonly runs: readonly ClassifierRun[];
  /** Test accuracy with its interval. */
  readonly accuracy: Proportion;
}

/** McNemar's test of two classifiers, seed by seed. */
export interface ClassifierPair {
  /** Name of the first. */
  readonly a: string;
  /** Name of the second. */
  readonly b: string;
  /** One test a seed; a baseline meets each seed of a network. */
  readonly tests: readonly {
    /** The seed. */
    readonly seed: number;
    /** Reviews that a alone gets right. */
    readonly onlyA: number;
    /** Reviews that b alone gets right. */
    readonly onlyB: number;
    /** Exact two-sided probability. */
    readonly probability: number;
  }[];
}

/** Q6-A as `results.json` holds it. */
export interface ReviewLengths {
  /** Canonical data set of reviews. */
  readonly dataset: string;
  /** Number of test reviews. */
  readonly reviews: number;
  /** By length, baseline last, changed trainings at the end. */
  readonly classifiers: readonly Classifier[];
  /** The pairs that a question of the study is about. */
  readonly pairs: readonly ClassifierPair[];
}

const count = z.int().nonnegative();

/** Form of `ReviewLengths` in `results.json`. */
export const reviewLengthsSchema: Schema<ReviewLengths> = z.strictObject({
  dataset: z.string(),
  reviews: z.int().positive(),
  classifiers: z.array(z.strictObject({
    name: z.string(),
    model: z.string(),
    length: z.int().positive(),
    padding: z.string().nullable(),
    factor: z.string().nullable(),
    parameters: count,
    runs: z.array(z.strictObject({
      seed: count.nullable(),
      job: z.string(),
      key: sha256Schema as z.ZodType<string>,
      weights: (sha256Schema as z.ZodType<string>).nullable(),
      accuracy: z.number(),
      loss: z.number(),
      bestEpoch: z.int().positive(),
    })).min(1),
    accuracy: proportionSchema as z.ZodType<Proportion>,
  })).min(1),
  pairs: z.array(z.strictObject({
    a: z.string(),
    b: z.string(),
    tests: z.array(
      z.strictObject({ seed: count, onlyA: count, onlyB: count, probability: z.number() }),
    ),
  })),
});

/** The name of a classifier: `LSTM 400 post`, `LSTM 400 post clipped`, `bag of words 400`. */
export function classifierName({ model, length, padding, factor }: ClassifierName): string {
  return [model, length, padding, factor].filter((part) => part !== null).join(" ");
}
