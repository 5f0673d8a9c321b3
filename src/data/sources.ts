import { z } from "zod";
import { CliError } from "../core/cli_error.ts";

/** Size and hash of a file. */
export interface FileIdentity {
  /** Size in bytes. */
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** A publisher's file: where it is, what it is, under which terms. */
export interface Source {
  /** The publisher's name for it. */
  readonly title: string;
  /** Where people read about it. */
  readonly page: string;
  /** Official addresses of the archive, tried in this order. */
  readonly urls: readonly string[];
  /** Name of the archive in the cache, and in a mirror that holds the official file. */
  readonly file: string;
  /** What the archive must be; `null` where its publisher repacks it, so that its member alone can be told. */
  readonly archive: FileIdentity | null;
  /** The one member of the archive that is read; `null` when the archive is read whole. */
  readonly member: (FileIdentity & { readonly name: string }) | null;
  /** Repacked copies that a mirror may hold: other bytes, the same canonical form. `member` is the file or folder that is read. */
  readonly mirrors: readonly { readonly file: string; readonly member: string }[];
  /** `null` when none is stated. */
  readonly licence: string | null;
  /** What to cite. */
  readonly citation: string;
}

/** A canonical data set: its name in the cache, its identity, and how it is made. */
export interface Dataset extends FileIdentity {
  /** What it holds, with units. */
  readonly title: string;
  /** Name of the canonical form in the cache. */
  readonly file: string;
  /** What it is made from. */
  readonly origin:
    | { readonly kind: "household-power"; readonly source: string }
    | {
      readonly kind: "simulated-household";
      readonly seed: number;
      readonly days: number;
      readonly part: "series" | "events";
    }
    | { readonly kind: "movie-reviews"; readonly source: string; readonly folder: string }
    | {
      readonly kind: "simulated-reviews";
      readonly seed: number;
      readonly train: number;
      readonly test: number;
      readonly part: "reviews" | "evidence";
    };
}

/** What `data/sources.json` holds, each entry by its name. */
export interface Sources {
  /** Publishers' files. */
  readonly sources: Readonly<Record<string, Source>>;
  /** Canonical data sets. */
  readonly datasets: Readonly<Record<string, Dataset>>;
}

const identity = { bytes: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) };
const plainName = z.string().regex(/^[^/\\]+$/);

const sourceSchema = z.strictObject({
  title: z.string(),
  page: z.url(),
  urls: z.array(z.url()).min(1),
  file: plainName,
  archive: z.strictObject(identity).nullable(),
  member: z.strictObject({ name: z.string(), ...identity }).nullable(),
  mirrors: z.array(z.strictObject({ file: plainName, member: z.string() })),
  licence: z.string().nullable(),
  citation: z.string(),
});

const datasetSchema = z.strictObject({
  title: z.string(),
  file: plainName,
  ...identity,
  origin: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("household-power"), source: z.string() }),
    z.strictObject({
      kind: z.literal("simulated-household"),
      seed: z.int().min(0).max(0xffffffff),
      days: z.int().positive(),
      part: z.enum(["series", "events"]),
    }),
    z.strictObject({ kind: z.literal("movie-reviews"), source: z.string(), folder: plainName }),
    z.strictObject({
      kind: z.literal("simulated-reviews"),
      seed: z.int().min(0).max(0xffffffff),
      train: z.int().positive().multipleOf(2),
      test: z.int().positive().multipleOf(2),
      part: z.enum(["reviews", "evidence"]),
    }),
  ]),
});

const sourcesSchema: z.ZodType<Sources> = z.strictObject({
  sources: z.record(z.string(), sourceSchema),
  datasets: z.record(z.string(), datasetSchema),
}).superRefine(({ sources, datasets }, context) => {
  for (const [name, { origin }] of Object.entries(datasets)) {
    if (origin.kind === "household-power" && !sources[origin.source]?.member) {
      context.addIssue({
        code: "custom",
        path: ["datasets", name, "origin", "source"],
        message: `no source ${origin.source} with a member`,
      });
    }
    if (origin.kind === "movie-reviews" && !Object.hasOwn(sources, origin.source)) {
      context.addIssue({
        code: "custom",
        path: ["datasets", name, "origin", "source"],
        message: `no source ${origin.source}`,
      });
    }
  }
});

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
