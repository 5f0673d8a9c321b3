/**
 * How far exported models are from the engine that trained them: each runs in onnxruntime over its whole test part. Another runtime
 * rounds differently on each machine, so that these numbers live beside `results.json`, in `exports.json`, as times do.
 */
import { z } from "zod";
import { checked, type Schema } from "./artefact.ts";
import { ABSENT, anchor, grouped, link, scientific, table } from "./markdown.ts";

/** Bounds that every exported model has to keep: of a prediction, and of a metric relative to the engine's. */
export const EXPORT_BOUND = 1e-5;

/** One exported model. */
export interface ExportScore {
  /** The job that trained it. */
  readonly job: string;
  /** Its key. */
  readonly key: string;
  /** Sha256 of the model's ONNX file, which is the same on every machine. */
  readonly file: string;
  /** Samples of the test part. */
  readonly samples: number;
  /** Largest |exported − engine| of a prediction: a forecast, or a probability. */
  readonly largestDifference: number;
  /** The same of the logits behind the probabilities; `null` for what is no classifier. Logits are several units large. */
  readonly largestLogitDifference: number | null;
  /**
   * Each metric: the engine's, the exported model's, and |their difference| relative to the engine's; of several test parts, the one
   * where they differ most.
   */
  readonly metrics: Readonly<
    Record<
      string,
      { readonly engine: number; readonly exported: number; readonly relative: number }
    >
  >;
}

/** Content of `exports.json`. */
export interface ExportScores {
  /** Version of this form. */
  readonly schema: "unroll-exports/1";
  /** Name and version of the runtime. */
  readonly runtime: string;
  /** The models, in the order of their jobs. */
  readonly models: readonly ExportScore[];
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const schema: Schema<ExportScores> = z.strictObject({
  schema: z.literal("unroll-exports/1"),
  runtime: z.string(),
  models: z.array(z.strictObject({
    job: z.string(),
    key: sha256,
    file: sha256,
    samples: z.int().positive(),
    largestDifference: z.number().nonnegative(),
    largestLogitDifference: z.number().nonnegative().nullable(),
    metrics: z.record(
      z.string(),
      z.strictObject({ engine: z.number(), exported: z.number(), relative: z.number() }),
    ),
  })),
});

/**
 * Checks the content of an `exports.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseExportScores(value: unknown): ExportScores {
  return checked(value, schema, "exports.json");
}

/** Whether a model keeps both bounds; a number that is none does not. */
export function isFaithful({ largestDifference, metrics }: ExportScore): boolean {
  return largestDifference <= EXPORT_BOUND &&
    Object.values(metrics).every(({ relative }) => relative <= EXPORT_BOUND);
}

/** The section of a report. */
export function exportSection({ runtime, models }: ExportScores): string {
  const names = [...new Set(models.flatMap(({ metrics }) => Object.keys(metrics)))];
  const rows = models.map((model) => [
    link(`\`${model.job}\``, anchor("job", model.job)),
    grouped(model.samples),
    scientific(model.largestDifference),
    model.largestLogitDifference === null ? ABSENT : scientific(model.largestLogitDifference),
    ...names.map((name) => {
      const found = model.metrics[name];
      return found === undefined ? ABSENT : scientific(found.relative);
    }),
    isFaithful(model) ? "yes" : "**no**",
  ]);
  return [
    "## Exported models",
    `Each trained network as ONNX in ${runtime}, over its whole test part: the largest difference of a prediction (a forecast, or a classifier's ` +
    `probability) from this engine's, and each metric's difference relative to this engine's. Both have to stay within ${
      scientific(EXPORT_BOUND, 0)
    }. Networks of P4 run over sequences of the length that they were trained on. The logits behind the probabilities are several units large and are shown for themselves. The last digits depend on the machine.`,
    table(
      ["model", "samples", "largest difference", "of a logit", ...names, "within the bound"],
      rows,
      ["l", "r", "r", "r", ...names.map(() => "r" as const), "l"],
    ),
  ].join("\n\n");
}
