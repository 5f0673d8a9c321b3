import { z } from "zod";
import { CliError } from "../core/cli_error.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.int().positive();
const plainName = z.string().regex(/^[^/\\]+$/);

const sourceSchema = z.strictObject({
  title: z.string(),
  /** Where people read about it. */
  page: z.url(),
  /** Official addresses of the archive, tried in this order. */
  urls: z.array(z.url()).min(1),
  /** Name of the archive in the cache, and in a mirror that holds the official file. */
  file: plainName,
  /** What the publisher's archive must be; `null` where he repacks it, so that the member alone can be told. */
  archive: z.strictObject({ bytes, sha256 }).nullable(),
  /** The one member of the archive that is read; `null` when the archive is read whole. */
  member: z.strictObject({ name: z.string(), bytes, sha256 }).nullable(),
  /** Repacked copies that a mirror may hold: other bytes, the same canonical form. */
  mirrors: z.array(z.strictObject({ file: plainName, member: z.string() })),
  /** `null` when none is stated. */
  licence: z.string().nullable(),
  citation: z.string(),
});

const originSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("household-power"), source: z.string() }),
  z.strictObject({
    kind: z.literal("simulated-household"),
    seed: z.int().min(0).max(0xffffffff),
    days: z.int().positive(),
    part: z.enum(["series", "events"]),
  }),
]);

const datasetSchema = z.strictObject({
  title: z.string(),
  /** Name of the canonical form in the cache. */
  file: plainName,
  bytes,
  /** The authority: whatever a data set is made from, this is its hash. */
  sha256,
  origin: originSchema,
});

const sourcesSchema = z.strictObject({
  sources: z.record(z.string(), sourceSchema),
  datasets: z.record(z.string(), datasetSchema),
}).superRefine(({ sources, datasets }, context) => {
  for (const [name, { origin }] of Object.entries(datasets)) {
    if (origin.kind === "household-power" && !(sources[origin.source]?.member)) {
      context.addIssue({
        code: "custom",
        path: ["datasets", name, "origin", "source"],
        message: `no source ${origin.source} with a member`,
      });
    }
  }
});

/** A publisher's file: where it is, what it is, under which terms. */
export type Source = z.infer<typeof sourceSchema>;
/** A canonical data set: its name in the cache, its hash, and how it is made. */
export type Dataset = z.infer<typeof datasetSchema>;
/** What `data/sources.json` holds. */
export type Sources = z.infer<typeof sourcesSchema>;

/**
 * Checks the text of a `sources.json`.
 * @throws CliError that names each entry that is not as it should be
 */
export function parseSources(text: string, name: string): Sources {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(`Cannot read ${name} as JSON: ${(error as Error).message}`, {
      hint: "Restore the file from the repository",
      cause: error,
    });
  }
  const parsed = sourcesSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new CliError(`Cannot read ${name} as a list of sources: ${issues.join("; ")}`, {
    hint: "Restore the file from the repository",
  });
}

/** Reads and checks the project's `data/sources.json`. */
export async function readSources(
  path: string | URL = new URL("../../data/sources.json", import.meta.url),
): Promise<Sources> {
  return parseSources(await Deno.readTextFile(path), "data/sources.json");
}
