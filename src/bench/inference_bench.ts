/**
 * Times predictions of the repository's models: batch 1 for latency, larger batches for throughput. Contenders take turns, one
 * prediction each, so that a slow moment of the machine hits them all; what counts is the ratio of their medians in one run.
 */
import { type InferenceCase } from "./inference_case.ts";
import {
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
  /** Is told of each model and batch that begins. */
  readonly progress?: (done: number, total: number, name: string) => void;
}

/** Predictions before any is timed. */
const WARM_UP = 2;

/** Times contenders on models; the first contender is the base of every ratio. */
export async function benchInference(
  cases: readonly InferenceCase[],
  contenders: readonly InferenceContender[],
  { batches, rounds, progress = () => {} }: InferenceTiming,
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
      const times = loaded.map((): number[] => []);
      for (let round = -WARM_UP; round < rounds; round++) {
        for (const [i, { runner }] of loaded.entries()) {
          const began = performance.now();
          await runner.run(batch);
          if (round >= 0) times[i]!.push(performance.now() - began);
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
