/** How training steps of several workers add up: LSTM, 2 × 64 units, 60 steps, batches of 64. */
import { spreadOf } from "./spread.ts";

/** Steps a second with one worker, with several at once, and their ratio. */
export interface Throughput {
  /** How many workers ran at once. */
  readonly workers: number;
  /** Steps a second of one worker alone. */
  readonly one: number;
  /** Steps a second of all workers together. */
  readonly all: number;
  /** `all` over `one`. */
  readonly ratio: number;
}

async function nextMessage(worker: Worker): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  return await promise;
}

/** Measures in turns, `rounds` times `milliseconds` with one worker and with all; medians count. */
export async function measureThroughput(
  workers: number,
  rounds: number,
  milliseconds: number,
): Promise<Throughput> {
  const module = new URL("./throughput_worker.ts", import.meta.url);
  const pool = Array.from({ length: workers }, () => new Worker(module, { type: "module" }));
  try {
    await Promise.all(pool.map(nextMessage));
    const stepsPerSecond = async (some: readonly Worker[]): Promise<number> => {
      const counts = some.map((worker) => {
        const answer = nextMessage(worker);
        worker.postMessage(milliseconds);
        return answer as Promise<number>;
      });
      const total = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
      return total / (milliseconds / 1000);
    };
    const one: number[] = [], all: number[] = [];
    for (let round = 0; round < rounds; round++) {
      one.push(await stepsPerSecond(pool.slice(0, 1)));
      all.push(await stepsPerSecond(pool));
    }
    const medians = { one: spreadOf(one).median, all: spreadOf(all).median };
    return { workers, ...medians, ratio: medians.all / medians.one };
  } finally {
    pool.forEach((worker) => worker.terminate());
  }
}
