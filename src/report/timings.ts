/**
 * The form of `timings.json`: how long training took, and on what. Times differ from run to run, so they live beside
 * `results.json` and not in it; a committed file makes a report that shows them reproducible.
 */
import { z } from "zod";
import { type Artefact, checked, readJson } from "./artefact.ts";

/** A machine in words. */
export interface Machine {
  /** Model of the processor. */
  readonly processor: string;
  /** Number of logical cores. */
  readonly cores: number;
  /** Operating system and architecture: `linux x86_64`. */
  readonly system: string;
  /** Runtime and version: `Deno 2.9.6`. */
  readonly runtime: string;
}

/** Content of `timings.json`. */
export interface Timings {
  /** Version of this form. */
  readonly schema: "unroll-timings/1";
  /** Where the jobs ran. */
  readonly machine: Machine;
  /** Seconds for each epoch, by job id. */
  readonly secondsPerEpoch: Readonly<Record<string, readonly number[]>>;
}

const timingSchema = z.looseObject({ secondsPerEpoch: z.array(z.number().nonnegative()) });

const timingsSchema: z.ZodType<Timings> = z.strictObject({
  schema: z.literal("unroll-timings/1"),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int().positive(),
    system: z.string(),
    runtime: z.string(),
  }),
  secondsPerEpoch: z.record(z.string(), z.array(z.number().nonnegative())),
});

/**
 * Gathers the times of every artefact that has a `timing.json`, to the millisecond.
 * @throws CliError when a `timing.json` is of another form
 */
export async function collectTimings(
  artefacts: readonly Artefact[],
  machine: Machine,
): Promise<Timings> {
  const secondsPerEpoch: Record<string, readonly number[]> = {};
  for (const artefact of artefacts) {
    if (artefact.outputs["timing.json"] === undefined) continue;
    const timing = await readJson(artefact, "timing.json", timingSchema);
    secondsPerEpoch[artefact.id] = timing.secondsPerEpoch
      .map((seconds) => Math.round(seconds * 1000) / 1000);
  }
  return { schema: "unroll-timings/1", machine, secondsPerEpoch };
}

/**
 * Checks the content of a `timings.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseTimings(value: unknown): Timings {
  return checked(value, timingsSchema, "timings.json");
}

/** Median of the epochs of the given jobs, in seconds; `null` when none was timed. */
export function medianSecondsPerEpoch(timings: Timings, jobs: readonly string[]): number | null {
  const seconds = jobs.flatMap((job) => timings.secondsPerEpoch[job] ?? []).sort((a, b) => a - b);
  if (seconds.length === 0) return null;
  const middle = seconds.length >> 1;
  return seconds.length % 2 === 1
    ? seconds[middle]!
    : (seconds[middle - 1]! + seconds[middle]!) / 2;
}
