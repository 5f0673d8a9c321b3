/** A part of the quick profile on one worker and on several, from an empty store each time. */
import { join } from "node:path";
import { z } from "zod";
import { CliError } from "../core/cli_error.ts";
import type { Schema } from "../report/artefact.ts";
import type { Machine } from "../report/timings.ts";
import { thisMachine } from "../reproduction/machine.ts";
import { reproduce } from "../reproduction/reproduce.ts";
import { type Spread, spreadOf } from "./spread.ts";

/** Content of `reports/bench/scaling.json`. */
export interface MeasuredScaling {
  /** Version of this form. */
  readonly schema: "unroll-scaling/1";
  /** Where it was measured. */
  readonly machine: Machine;
  /** Parts of the quick profile that were run. */
  readonly jobs: readonly string[];
  /** By number of workers, ascending. */
  readonly rounds: readonly { readonly workers: number; readonly seconds: Spread }[];
}

const spread = z.strictObject({
  minimum: z.number(),
  median: z.number(),
  maximum: z.number(),
  count: z.int().positive(),
});

/** Form of `MeasuredScaling`. */
export const measuredScalingSchema: Schema<MeasuredScaling> = z.strictObject({
  schema: z.literal("unroll-scaling/1"),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    system: z.string(),
    runtime: z.string(),
  }),
  jobs: z.array(z.string()).min(1),
  rounds: z.array(z.strictObject({ workers: z.int().positive(), seconds: spread })).min(1),
});

/** How to measure. */
export interface ScalingOptions {
  /** Parts of the quick profile. */
  readonly jobs: readonly string[];
  /** Numbers of workers, ascending. */
  readonly workers: readonly number[];
  /** Runs of each. */
  readonly rounds: number;
  /** Holds the published reference, which every run has to equal. */
  readonly reports: string;
  /** Hears of each run that has ended. */
  readonly tell?: (message: string) => void;
  /** Ends it early; nothing is left behind. */
  readonly signal?: AbortSignal;
}

/**
 * Measures, in turns, so that a busy moment hits all alike.
 * @throws CliError when a run does not end in the published hashes; the signal's reason
 */
export async function measureScaling(options: ScalingOptions): Promise<MeasuredScaling> {
  const { jobs, workers, rounds, reports, tell = () => {}, signal } = options;
  const seconds = new Map<number, number[]>(workers.map((count) => [count, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const count of workers) {
      const folder = await Deno.makeTempDir({ prefix: "unroll-scaling-" });
      try {
        const began = performance.now();
        const { equal } = await reproduce({
          profile: "quick",
          only: jobs,
          workers: count,
          store: join(folder, "store"),
          runs: join(folder, "runs"),
          reports,
          data: {},
          ...(signal && { signal }),
        });
        if (!equal) throw new CliError(`A run on ${count} workers differs from the reference`);
        const took = (performance.now() - began) / 1000;
        seconds.get(count)!.push(took);
        tell(`round ${round}/${rounds}, ${count} workers: ${took.toFixed(1)} s`);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
  }
  return {
    schema: "unroll-scaling/1",
    machine: thisMachine(),
    jobs,
    rounds: workers.map((count) => ({ workers: count, seconds: spreadOf(seconds.get(count)!) })),
  };
}
