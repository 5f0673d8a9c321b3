/**
 * Times predictions of the repository's models: batch 1 for latency, larger batches for throughput. Contenders take turns, one
 * prediction each and every other round in reverse, so that a slow moment of the machine hits them all, and none always follows the
 * same other; what counts is the ratio of their medians in one run.
 */
import type { InferenceCase } from "./inference_case.ts";
import {
  type InferenceBatch,
  inferenceBatch,
  type InferenceContender,
  type LoadedContender,
} from "./inference_contender.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** One contender on one model and batch. */
export interface InferenceRow {
  /** The model's file. */
  readonly model: string;
  /** Samples at once. */
  readonly batch: number;
  /** Name of the contender. */
  readonly contender: string;
  /** Milliseconds of one prediction of the batch. */
  readonly milliseconds: Spread;
  /** Its median over that of the first contender: below 1 it is faster. */
  readonly ratio: number;
  /** Samples in a second, by the median. */
  readonly perSecond: number;
}

/** How to time. */
export interface InferenceTiming {
  /** Sizes of batches. */
  readonly batches: readonly number[];
  /** Predictions of each contender, model and batch. */
  readonly rounds: number;
  /** Milliseconds for which each contender predicts before it is timed; 200 unless given. */
  readonly warmUp?: number;
  /** Is told of each model and batch that begins. */
  readonly progress?: (done: number, total: number, name: string) => void;
}

/** Predictions before any is timed, however long they take. */
const WARM_UP_RUNS = 2;
const WARM_UP_MILLISECONDS = 200;

/** Predicts until code is compiled and memory is there. */
async function warmUp(
  runner: LoadedContender,
  batch: InferenceBatch,
  milliseconds: number,
): Promise<void> {
  const until = performance.now() + milliseconds;
  for (let run = 0; run < WARM_UP_RUNS || performance.now() < until; run++) await runner.run(batch);
}

/** Times contenders on models; the first contender is the base of every ratio. */
export async function benchInference(
  cases: readonly InferenceCase[],
  contenders: readonly InferenceContender[],
  { batches, rounds, warmUp: milliseconds = WARM_UP_MILLISECONDS, progress = () => {} }:
    InferenceTiming,
): Promise<InferenceRow[]> {
  const rows: InferenceRow[] = [];
  for (const [index, model] of cases.entries()) {
    const loaded: { name: string; runner: LoadedContender }[] = [];
    for (const contender of contenders) {
      const runner = await contender.load(model);
      if (runner) loaded.push({ name: contender.name, runner });
    }
    for (const [at, size] of batches.entries()) {
      progress(
        index * batches.length + at,
        cases.length * batches.length,
        `${model.name}, batch ${size}`,
      );
      const batch = inferenceBatch(model, size);
      for (const { runner } of loaded) await warmUp(runner, batch, milliseconds);
      const times = loaded.map((): number[] => []);
      for (let round = 0; round < rounds; round++) {
        const turns = [...loaded.entries()];
        for (const [i, { runner }] of round % 2 === 0 ? turns : turns.reverse()) {
          const began = performance.now();
          await runner.run(batch);
          times[i]!.push(performance.now() - began);
        }
      }
      const spreads = times.map(spreadOf);
      loaded.forEach(({ name }, i) => {
        const milliseconds = spreads[i]!;
        rows.push({
          model: model.name,
          batch: size,
          contender: name,
          milliseconds,
          ratio: milliseconds.median / spreads[0]!.median,
          perSecond: 1000 * size / milliseconds.median,
        });
      });
    }
    for (const { runner } of loaded) await runner.release();
  }
  return rows;
}
