/** The form of `results.json`: everything that a report says, with the provenance of each number. */
import { z } from "zod";
import type { Json } from "../core/canonical_json.ts";
import { checked } from "./artefact.ts";
import { sha256Schema } from "./job_ref.ts";
import type { DataLabel } from "./part.ts";
import { type Experiments, experimentsSchema } from "./parts.ts";
import { significant } from "./significant.ts";

export type { DataLabel } from "./part.ts";

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
  readonly schema: "unroll-results/3";
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** Where the numbers come from. */
  readonly provenance: Provenance;
  /** Parts of the study that were run. */
  readonly experiments: Experiments;
}

const resultsSchema: z.ZodType<Results> = z.strictObject({
  schema: z.literal("unroll-results/3"),
  profile: z.string(),
  provenance: z.strictObject({
    engine: z.int().nonnegative(),
    kernel: z.string(),
    data: z.record(
      z.string(),
      z.strictObject({
        sha256: sha256Schema as z.ZodType<string>,
        label: z.enum(["simulated", "real"]),
      }),
    ),
  }),
  experiments: experimentsSchema as z.ZodType<Experiments>,
}).refine(
  ({ provenance, experiments }) =>
    Object.values(experiments)
      .every(({ dataset }: { dataset: string | null }) =>
        dataset === null || Object.hasOwn(provenance.data, dataset)
      ),
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
