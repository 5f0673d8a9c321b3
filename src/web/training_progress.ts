/** A training in the browser as its page shows it. */
import type { TrainingNews } from "./browser_training.ts";

/** A loss after some share of a training. */
export interface LossPoint {
  /** Epochs done, with their fraction. */
  readonly at: number;
  /** The loss. */
  readonly loss: number;
}

/** Where a training is. */
export type Stage = "starting" | "simulating" | "loading" | "training" | "trained" | "failed";

/** What the page says of it. */
export const STAGES: Readonly<Record<Stage, string>> = {
  starting: "Loading the program…",
  simulating: "Making up sixty days of a household, minute by minute…",
  loading: "Loading the kernels and starting WebAssembly…",
  training: "Training…",
  trained: "Trained.",
  failed: "Stopped.",
};

/** All that is known of a training. */
export interface TrainingProgress {
  /** Where it is. */
  readonly stage: Stage;
  /** Whether nothing more will come. */
  readonly over: boolean;
  /** When it began, in milliseconds of the page's clock. */
  readonly began: number;
  /** Seconds from the click to the latest news. */
  readonly seconds: number;
  /** Loss of each batch. */
  readonly batches: readonly LossPoint[];
  /** Loss on the validation part after each epoch. */
  readonly validations: readonly LossPoint[];
  /** Sha256 of the weights, once it is known. */
  readonly weights?: string;
  /** Why it ended early, if it did. */
  readonly failure?: string;
}

/** A training that has just been asked for. */
export function begin(now: number): TrainingProgress {
  return { stage: "starting", over: false, began: now, seconds: 0, batches: [], validations: [] };
}

/** What is known once some news has come. */
export function follow(
  before: TrainingProgress,
  news: TrainingNews,
  now: number,
): TrainingProgress {
  const known = { ...before, seconds: (now - before.began) / 1000 };
  switch (news.kind) {
    case "stage":
      return { ...known, stage: news.stage };
    case "batch":
      return { ...known, batches: [...known.batches, { at: news.done, loss: news.loss }] };
    case "epoch":
      return {
        ...known,
        validations: [...known.validations, { at: news.epoch, loss: news.validation }],
      };
    case "trained":
      return { ...known, stage: "trained", over: true, weights: news.weights };
    case "failed":
      return { ...known, stage: "failed", over: true, failure: news.message };
  }
}
