/** A benchmark of training steps: the form of `reports/bench/train.json`, and its text. */
import { z } from "zod";
import { checked, type Schema } from "../report/artefact.ts";
import { fixed, table } from "../report/markdown.ts";
import type { Machine } from "../report/timings.ts";
import type { TrainingRow } from "./training_bench.ts";

/** A benchmark of training steps. */
export interface TrainingResult {
  /** Version of this form. */
  readonly schema: "unroll-training/1";
  /** Where it was measured. */
  readonly machine: Machine;
  /** Each contender on each case; the first contender is this engine. */
  readonly rows: readonly TrainingRow[];
  /** Steps in a second of the study's LSTM, with one worker and with all. */
  readonly throughput: {
    /** Workers at once. */
    readonly workers: number;
    /** With one. */
    readonly one: number;
    /** With all of them together. */
    readonly all: number;
    /** Their quotient. */
    readonly ratio: number;
  };
  /** Largest resident memory of the process with all workers, in bytes. */
  readonly memory: number;
}

const schema: Schema<TrainingResult> = z.strictObject({
  schema: z.literal("unroll-training/1"),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    system: z.string(),
    runtime: z.string(),
  }),
  rows: z.array(z.strictObject({
    case: z.string(),
    contender: z.string(),
    milliseconds: z.strictObject({
      minimum: z.number(),
      median: z.number(),
      maximum: z.number(),
      count: z.int().positive(),
    }),
    ratio: z.number(),
  })).min(1),
  throughput: z.strictObject({
    workers: z.int().positive(),
    one: z.number(),
    all: z.number(),
    ratio: z.number(),
  }),
  memory: z.number().positive(),
});

/**
 * Checks the content of a `train.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseTrainingResult(value: unknown): TrainingResult {
  return checked(value, schema, "train.json");
}

/** The benchmark as Markdown, ending in a line break. */
export function trainingText({ machine, rows, throughput, memory }: TrainingResult): string {
  const count = rows[0]!.milliseconds.count;
  return `${
    [
      "# Training steps",
      `Forward, backward and Adam on 64 samples and one thread, ${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.runtime}. ` +
      `Medians of ${count} steps; contenders take turns. A ratio above 1 means that this engine is faster.`,
      table(
        ["case", "contender", "median, ms", "fastest", "slowest", "ratio"],
        rows.map(({ case: name, contender, milliseconds: { median, minimum, maximum }, ratio }) => [
          name,
          contender,
          ...[median, minimum, maximum].map((value) => fixed(value, 1)),
          fixed(ratio, 2),
        ]),
        ["l", "l", "r", "r", "r", "r"],
      ),
      `${throughput.workers} workers train ${
        fixed(throughput.ratio, 2)
      } times as much as one; the process with them takes ${fixed(memory / 1e6, 0)} MB at most.`,
    ].join("\n\n")
  }\n`;
}
