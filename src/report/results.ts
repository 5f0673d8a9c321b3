/** The form of `results.json`: everything that a report says, with the provenance of each number. */
import { z } from "zod";
import { checked } from "./artefact.ts";
import type { ForecastComparison } from "./forecast_comparison.ts";
import { significant } from "./significant.ts";
import type { Json } from "../core/canonical_json.ts";

/** Whether values were measured in the world or made by this project's simulator. */
export type DataLabel = "simulated" | "real";

/** Where every number of a report comes from. */
export interface Provenance {
  /** Version of the engine. */
  readonly engine: number;
  /** Sha256 of the kernels. */
  readonly kernel: string;
  /** Canonical data sets, by name. */
  readonly data: Readonly<Record<string, { readonly sha256: string; readonly label: DataLabel }>>;
}

/** Content of `results.json`. */
export interface Results {
  /** Version of this form. */
  readonly schema: "unroll-results/1";
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** Where the numbers come from. */
  readonly provenance: Provenance;
  /** Parts of the study that were run. */
  readonly experiments: { readonly "Q7-a"?: ForecastComparison };
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const interval = z.strictObject({
  mean: z.number(),
  halfWidth: z.number().nullable(),
  count: z.int().positive(),
});
const errors = z.strictObject({
  mse: z.number(),
  mae: z.number(),
  mseKw: z.number(),
  maeKw: z.number(),
});

const forecastComparison = z.strictObject({
  dataset: z.string(),
  windows: count,
  scaling: z.strictObject({ mean: z.number(), standardDeviation: z.number() }),
  models: z.array(z.strictObject({
    model: z.string(),
    parameters: count,
    runs: z.array(z.strictObject({
      seed: count,
      job: z.string(),
      key: sha256,
      weights: sha256,
      test: errors,
      validation: z.array(z.number()),
      convergenceEpoch: z.int().positive(),
    })),
    test: z.strictObject({ mse: interval, mae: interval, mseKw: interval, maeKw: interval }),
    skill: z.number(),
    convergenceEpoch: interval,
  })),
  baselines: z.array(z.strictObject({
    model: z.string(),
    job: z.string(),
    key: sha256,
    parameters: count,
    test: errors,
    skill: z.number(),
  })),
  dieboldMariano: z.strictObject({
    bandwidth: count,
    pairs: z.array(z.strictObject({
      a: z.string(),
      b: z.string(),
      meanDifferential: z.number(),
      statistic: z.number(),
      probability: z.number(),
    })),
  }),
  study: z.array(z.strictObject({
    model: z.string(),
    mse: z.number(),
    mae: z.number(),
    secondsPerEpoch: z.number(),
    parameters: count,
    convergenceEpoch: count,
  })),
});

const resultsSchema: z.ZodType<Results> = z.strictObject({
  schema: z.literal("unroll-results/1"),
  profile: z.string(),
  provenance: z.strictObject({
    engine: count,
    kernel: z.string(),
    data: z.record(
      z.string(),
      z.strictObject({ sha256, label: z.enum(["simulated", "real"]) }),
    ),
  }),
  experiments: z.strictObject({ "Q7-a": forecastComparison.optional() }),
}).refine(
  ({ provenance, experiments }) => {
    const dataset = experiments["Q7-a"]?.dataset;
    return dataset === undefined || Object.hasOwn(provenance.data, dataset);
  },
  { path: ["provenance", "data"], message: "expected the data set of every experiment" },
);

/**
 * Checks the content of a `results.json`.
 * @throws CliError that names the first place where it differs from the schema
 */
export function parseResults(value: unknown): Results {
  return checked(value, resultsSchema, "results.json");
}

/**
 * The text of `results.json`: numbers of nine significant digits, indented, one line feed at the end.
 * @throws CliError when the results break their own schema
 */
export function formatResults(results: Results): string {
  const rounded = significant(results as unknown as Json);
  return `${JSON.stringify(parseResults(rounded), null, 2)}\n`;
}
