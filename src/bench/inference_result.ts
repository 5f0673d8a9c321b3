/** The form of `reports/bench/inference.json`. */
import { z } from "zod";
import { checked, type Schema } from "../report/artefact.ts";
import type { DataLabel } from "../report/part.ts";
import type { Machine } from "../report/timings.ts";
import type { InferenceRow } from "./inference_bench.ts";
import type { ModelCosts } from "./model_costs.ts";

/** Name of the contender with weights of eight bits. */
export const EIGHT_BITS = "onnxruntime, 8 bits, 1 thread";

/** A benchmark of inference. */
export interface InferenceResult {
  /** Version of this form. */
  readonly schema: "unroll-inference/1";
  /** Profile of the models. */
  readonly profile: string;
  /** What they were trained on. */
  readonly data: DataLabel;
  /** Where it was measured. */
  readonly machine: Machine;
  /** Name and version of the runtime. */
  readonly runtime: string;
  /** Each contender on each model and batch. */
  readonly rows: readonly InferenceRow[];
  /** What each model costs beside. */
  readonly models: readonly ModelCosts[];
}

const spread = z.strictObject({
  minimum: z.number(),
  median: z.number(),
  maximum: z.number(),
  count: z.int().positive(),
});

const schema: Schema<InferenceResult> = z.strictObject({
  schema: z.literal("unroll-inference/1"),
  profile: z.string(),
  data: z.enum(["simulated", "real"]),
  machine: z.strictObject({
    processor: z.string(),
    cores: z.int(),
    system: z.string(),
    runtime: z.string(),
  }),
  runtime: z.string(),
  rows: z.array(z.strictObject({
    model: z.string(),
    batch: z.int().positive(),
    contender: z.string(),
    milliseconds: spread,
    ratio: z.number(),
    perSecond: z.number(),
  })).min(1),
  models: z.array(z.strictObject({
    model: z.string(),
    family: z.string(),
    steps: z.int().positive(),
    parameters: z.int().positive(),
    test: z.record(z.string(), z.number()),
    bytes: z.int().positive(),
    load: spread,
    peakMemory: z.number().positive(),
    int8: z.strictObject({
      bytes: z.int().positive(),
      scheme: z.enum(["dynamic", "weights"]),
      loss: z.strictObject({
        metric: z.string(),
        exact: z.number(),
        rounded: z.number(),
        samples: z.int().positive(),
      }).nullable(),
    }),
  })).min(1),
});

/**
 * Checks the content of an `inference.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseInferenceResult(value: unknown): InferenceResult {
  return checked(value, schema, "inference.json");
}
