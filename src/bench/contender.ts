import type { TrainingCase } from "./training_cases.ts";

/** Steps taken before any is timed. */
export const WARM_UP_STEPS = 3;

/** Something that takes training steps: forward, mean squared error, backward, Adam. */
export interface Contender {
  /** Names it in tables. */
  readonly name: string;
  /** Builds a model and a random batch, and takes steps until nothing is compiled or allocated for the first time any more. */
  prepare(training: TrainingCase): Promise<PreparedContender>;
  /** Ends what runs beside this process, if anything. */
  close?(): Promise<void>;
}

/** A contender that is ready for one case. */
export interface PreparedContender {
  /** Takes one step and returns the milliseconds that it took. */
  step(): Promise<number>;
  /** Frees the model and the batch. */
  dispose(): void;
}
