/** Joins the trainer to a job: checkpoints, progress and timing. */
import type { JobContext } from "../core/job.ts";
import type { EpochRecord } from "../nn/checkpoint.ts";
import type { TrainingHooks } from "../nn/trainer.ts";

/** Batches between two reports of progress. */
const REPORT_EVERY = 8;

/** Hooks of one training, and what they measured. */
export interface JobTraining {
  /** For the trainer. */
  readonly hooks: TrainingHooks;
  /** Seconds of each epoch that this run trained, validation apart. */
  readonly secondsPerEpoch: readonly number[];
  /** Reports progress of what follows the training: a fraction of one more epoch. */
  scored(fraction: number): void;
}

/**
 * The hooks of a job's training.
 *
 * @param epochs of the whole training
 * @param judged says in a few words how an epoch went
 */
export async function jobTraining(
  context: JobContext,
  epochs: number,
  judged: (epoch: EpochRecord) => string,
): Promise<JobTraining> {
  const total = epochs + 1;
  const secondsPerEpoch: number[] = [];
  let began = 0, batches = 0;
  return {
    secondsPerEpoch,
    scored: (fraction) => context.progress({ done: epochs + fraction, total, note: "test part" }),
    hooks: {
      checkpoint: await context.loadCheckpoint(),
      save: (checkpoint) => context.saveCheckpoint(checkpoint),
      epoch: (event) => {
        if (event === "begin") began = context.now();
        if (event === "trained") secondsPerEpoch.push((context.now() - began) / 1000);
      },
      progress: (done, last) => {
        if (batches++ % REPORT_EVERY !== 0 && !Number.isInteger(done)) return;
        const epoch = Math.min(Math.floor(done) + 1, epochs);
        const note = `epoch ${epoch}/${epochs}${last ? `, ${judged(last)}` : ""}`;
        context.progress({ done, total, note });
      },
    },
  };
}
