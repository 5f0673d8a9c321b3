/**
 * What an exported model says of itself, in the `metadata_props` of its file: where it comes from, and what turns its numbers into
 * kW or its tokens into words. Every key begins with `unroll.`; values that are no plain text are canonical JSON.
 */
import { z } from "zod";
import { canonicalJson, type Json } from "../core/canonical_json.ts";
import type { ModelSpec } from "../nn/model_spec.ts";

/** `plain` predicts; `explain` also returns every gate and state. */
export type Variant = "plain" | "explain";

/** What turns kW into standardised values and back: `(value − mean) / standardDeviation`, both in kW. */
export interface ModelScaling {
  /** In kW. */
  readonly mean: number;
  /** In kW. */
  readonly standardDeviation: number;
}

/** Provenance and meaning of an exported model. */
export interface ModelMetadata {
  /** Readable name: `Q7-a/LSTM/seed-1`. */
  readonly name: string;
  /** What the model is. */
  readonly spec: ModelSpec;
  /** Key of the job that trained it. */
  readonly job: string;
  /** Sha256 of each canonical data set that the job read, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Sha256 of the kernels that trained it. */
  readonly kernel: string;
  /** Version of the engine's numerics. */
  readonly engine: number;
  /** Seed of its initialisation and sampling. */
  readonly seed: number;
  /** Sha256 of the file of its weights. */
  readonly weights: string;
  /** How good it is. */
  readonly metrics: {
    /** Number of trained values. */
    readonly parameters: number;
    /** Epoch of the lowest validation loss, counted from 1. */
    readonly bestEpoch?: number;
    /** Errors on the test part, by name. */
    readonly test: Readonly<Record<string, number>>;
  };
  /** Present for a model of a standardised series: it reads and writes standardised values. */
  readonly scaling?: ModelScaling;
  /** Steps of the inputs that it was trained on. */
  readonly window?: number;
  /** Where a classifier's short inputs are padded; `true-last` pads after the text and reads the state at its last token. */
  readonly padding?: "post" | "pre" | "true-last";
  /** Sha256 of the vocabulary that made its tokens. */
  readonly vocabulary?: string;
}

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Strict: a setting that is not known here would be left out of the file, which would then say another network than the job's. */
const specSchema = z.strictObject({
  recurrent: z.strictObject({
    cell: z.enum(["SimpleRNN", "LSTM", "GRU"]),
    inputs: z.int().positive(),
    hidden: z.int().positive(),
    layers: z.int().positive(),
    bidirectional: z.boolean(),
    removedGates: z.array(z.enum(["input", "forget", "output"])).optional(),
  }),
  readout: z.enum(["sequence", "last", "final"]),
  readSteps: z.strictObject({ from: z.int().nonnegative(), count: z.int().positive() }).optional(),
  outputs: z.int().positive(),
  embedding: z.strictObject({
    vocabulary: z.int().positive(),
    padding: z.int().nonnegative().optional(),
  }).optional(),
  forgetBias: z.number().optional(),
});

const metadataSchema = z.object({
  name: z.string().min(1),
  spec: specSchema,
  job: sha256Schema,
  data: z.record(z.string(), sha256Schema),
  kernel: sha256Schema,
  engine: z.int(),
  seed: z.int(),
  weights: sha256Schema,
  metrics: z.object({
    parameters: z.int(),
    bestEpoch: z.int().optional(),
    test: z.record(z.string(), z.number()),
  }),
  scaling: z.object({ mean: z.number(), standardDeviation: z.number().positive() }).optional(),
  window: z.int().positive().optional(),
  padding: z.enum(["post", "pre", "true-last"]).optional(),
  vocabulary: sha256Schema.optional(),
});

/** Fields that are plain text in the file. */
const TEXT = ["name", "job", "kernel", "weights", "padding", "vocabulary"];
const PREFIX = "unroll.";

/**
 * Checks metadata from outside, such as a job's configuration.
 * @throws Error that names the first place at fault
 */
export function parseMetadata(value: unknown): ModelMetadata {
  const parsed = metadataSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`${path.map(String).join(".")}: ${message}`);
}

/** The properties of a file, sorted by key. Fields that are absent are left out. */
export function metadataProperties(metadata: ModelMetadata): [key: string, value: string][] {
  return Object.entries(metadata)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [
      PREFIX + key,
      TEXT.includes(key) ? value : canonicalJson(value as Json),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The metadata in the properties of a file; other properties are ignored. `undefined` when there is none.
 * @throws Error when it is incomplete or damaged
 */
export function metadataFrom(
  properties: Iterable<readonly [key: string, value: string]>,
): ModelMetadata | undefined {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of properties) {
    if (!key.startsWith(PREFIX)) continue;
    const field = key.slice(PREFIX.length);
    if (!(field in metadataSchema.shape)) continue;
    fields[field] = TEXT.includes(field) ? value : JSON.parse(value);
  }
  return Object.keys(fields).length === 0 ? undefined : parseMetadata(fields);
}
