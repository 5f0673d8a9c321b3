/**
 * The one way to a data set: its name goes in, a path to its canonical form comes out, whose sha256 has just been checked
 * against `data/sources.json`. Real or simulated makes no difference to the caller.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256, sha256OfFile } from "../core/sha256.ts";
import { writeErrorFor } from "../core/disk_full_error.ts";
import type { DownloadEffects } from "./download.ts";
import { encodeHouseholdRecord } from "./household_record.ts";
import { type ArchiveSource, derivePowerSeries } from "./power_archive.ts";
import { deriveReviews } from "./review_archive.ts";
import { encodeReviews } from "./review_corpus.ts";
import { encodeSeries } from "./series.ts";
import { simulateHousehold } from "./simulated_household.ts";
import { encodeEvidence } from "./simulated_review_evidence.ts";
import { simulateReviews } from "./simulated_reviews.ts";
import type { ArchiveOptions } from "./source_archive.ts";
import { type Dataset, readSources, type Sources } from "./sources.ts";

/** How data sets are found, and what is touched meanwhile. All have defaults. */
export interface CanonicalOptions extends DownloadEffects {
  /** A folder that is asked before the publisher. */
  readonly mirror?: string;
  /** Folder of the cache; the project's `data/cache` unless given. */
  readonly cache?: string;
  /** The list of data sets; the project's `data/sources.json` unless given. */
  readonly sources?: Sources;
  /** Is told what happens beside the main path, in a sentence; nobody unless given. */
  readonly notice?: (message: string) => void;
  /** Writes the canonical form whole or not at all. */
  readonly write?: (path: string, content: Uint8Array) => Promise<void>;
}

/** A canonical data set on disk. */
export interface CanonicalData {
  /** As in `data/sources.json`. */
  readonly name: string;
  /** Of the canonical form. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Just computed, and equal to the pinned one. */
  readonly sha256: string;
  /** What gave it, this time. */
  readonly from: "cache" | "mirror" | "download" | "simulation";
}

const PROJECT_CACHE = fileURLToPath(new URL("../../data/cache", import.meta.url));

/**
 * Opens a canonical data set: from the cache, else made from the mirror, the publisher or the simulator. A cached file
 * whose hash is wrong is set aside as `<file>.damaged`, with a notice, and made again.
 *
 * @throws CliError when the name is unknown, or the data set cannot be had or is not what it should be. Nothing appears
 *   under the canonical name.
 */
export async function openCanonical(
  name: string,
  options: CanonicalOptions = {},
): Promise<CanonicalData> {
  const sources = options.sources ?? await readSources();
  const dataset = Object.hasOwn(sources.datasets, name) ? sources.datasets[name] : undefined;
  if (dataset === undefined) {
    throw new CliError(
      `Cannot open the data set ${name}: expected one of ${
        Object.keys(sources.datasets).join(", ")
      }`,
      { hint: "Correct the name" },
    );
  }
  const cache = options.cache ?? PROJECT_CACHE;
  const path = join(cache, "canonical", dataset.file);
  const found = { name, path, bytes: dataset.bytes, sha256: dataset.sha256 };
  if (await isIntact(path, dataset, options.notice)) return { ...found, from: "cache" };

  const { content, from, origin } = await derive(dataset, sources, cache, options);
  const hash = sha256(content);
  if (hash !== dataset.sha256) {
    throw new CliError(
      `Cannot accept ${origin} as ${name}: expected the canonical form's sha256 ` +
        `${dataset.sha256}, got ${hash}`,
      {
        hint: from === "simulation"
          ? "The simulator has changed: pin the new hash in data/sources.json if that was meant"
          : "The file holds other data; remove it, or name another mirror",
      },
    );
  }
  try {
    await (options.write ?? writeFileAtomically)(path, content);
  } catch (error) {
    throw writeErrorFor(path, error);
  }
  return { ...found, from };
}

/** Whether the cached file is there with its pinned hash. A damaged one is moved out of the way. */
async function isIntact(
  path: string,
  dataset: Dataset,
  notice: CanonicalOptions["notice"],
): Promise<boolean> {
  let hash: string;
  try {
    hash = await sha256OfFile(path);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return false;
    throw error;
  }
  if (hash === dataset.sha256) return true;
  await Deno.rename(path, `${path}.damaged`);
  notice?.(
    `The cached ${path} is damaged: expected sha256 ${dataset.sha256}, got ${hash}. ` +
      `It was set aside as ${path}.damaged and is made again`,
  );
  return false;
}

interface Derived {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly from: "mirror" | "download" | "simulation";
  /** What it was made from, for errors. */
  readonly origin: string;
}

async function derive(
  { origin }: Dataset,
  sources: Sources,
  cache: string,
  options: CanonicalOptions,
): Promise<Derived> {
  const archives: ArchiveOptions = {
    downloads: join(cache, "downloads"),
    ...(options.mirror !== undefined && { mirror: options.mirror }),
    notice: options.notice ?? (() => {}),
    effects: options,
  };
  switch (origin.kind) {
    case "household-power": {
      const { content: series, from, path } = await derivePowerSeries(
        sources.sources[origin.source] as ArchiveSource,
        archives,
      );
      return { content: encodeSeries(series), from, origin: path };
    }
    case "simulated-household": {
      const simulation = simulateHousehold(origin);
      const content = origin.part === "series"
        ? encodeSeries(simulation.series)
        : encodeHouseholdRecord(origin, simulation);
      return { content, from: "simulation", origin: `the simulation of seed ${origin.seed}` };
    }
    case "movie-reviews": {
      const { content: reviews, from, path } = await deriveReviews(
        sources.sources[origin.source]!,
        origin.folder,
        archives,
      );
      return { content: encodeReviews({ simulated: false, reviews }), from, origin: path };
    }
    case "simulated-reviews": {
      const { reviews, evidence } = simulateReviews(origin);
      const content = origin.part === "reviews"
        ? encodeReviews({ simulated: true, reviews })
        : encodeEvidence(origin.seed, evidence);
      return { content, from: "simulation", origin: `the simulation of seed ${origin.seed}` };
    }
  }
}
