/**
 * What runs have left behind and nothing names any more: stored jobs of older versions, damaged copies, checkpoints of jobs
 * that are done or no longer planned, downloads and canonical files of older lists, temporary files of interrupted writes.
 * Whatever the published references or the present plans name is kept, and with it the checkpoints of a run that goes on.
 */
import { join } from "node:path";
import type { Sources } from "../data/sources.ts";

/** A file or folder that may go. */
export interface Leftover {
  /** Where it is. */
  readonly path: string;
  /** Why it may go, in a few words. */
  readonly reason: string;
  /** Size of all that it holds. */
  readonly bytes: number;
  /** Key of the job whose lock guards it. */
  readonly key?: string;
}

/** Where leftovers are looked for, and what is named. */
export interface LeftoverPlaces {
  /** Store of computed jobs. */
  readonly store: string;
  /** Cache of data sets. */
  readonly cache: string;
  /** Folders whose files are written atomically. */
  readonly written: readonly string[];
  /** Keys of every job that a reference or a plan names. */
  readonly keys: ReadonlySet<string>;
  /** The data sets. */
  readonly sources: Sources;
  /** Milliseconds since 1970; the system's clock unless given. */
  readonly now?: () => number;
}

/** No single write takes longer, in milliseconds. */
const LONGEST_WRITE = 3_600_000;

async function sizeOf(path: string): Promise<number> {
  const { isDirectory, size } = await Deno.lstat(path);
  if (!isDirectory) return size;
  let sum = 0;
  for await (const { name } of Deno.readDir(path)) sum += await sizeOf(join(path, name));
  return sum;
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

const STORE_NAME = /^([0-9a-f]{64})(?:\.(partial|lock|damaged-\d+))?$/;

/** Why an entry of the store may go, or `undefined`. */
function reasonInStore(
  name: string,
  entries: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): { key: string; reason: string } | undefined {
  const [, key, suffix] = STORE_NAME.exec(name) ?? [];
  if (key === undefined) return undefined;
  if (suffix?.startsWith("damaged")) return { key, reason: "damaged copy of a job" };
  if (suffix === "lock") return { key, reason: "lock file, unless a process holds it" };
  if (suffix === "partial" && entries.has(key)) {
    return { key, reason: "checkpoints of a job that is done" };
  }
  if (keys.has(key)) return undefined;
  return {
    key,
    reason: suffix === "partial"
      ? "checkpoints of a job that no plan names"
      : "job that no reference names",
  };
}

async function inStore({ store, keys }: LeftoverPlaces): Promise<Leftover[]> {
  const entries = new Set(await names(store));
  const found: Leftover[] = [];
  for (const name of entries) {
    const reason = reasonInStore(name, entries, keys);
    if (!reason) continue;
    const path = join(store, name);
    found.push({ path, ...reason, bytes: await sizeOf(path) });
  }
  return found;
}

async function inCache({ cache, sources }: LeftoverPlaces): Promise<Leftover[]> {
  const known = {
    downloads: new Set(
      Object.values(sources.sources).flatMap(({ file }) => [file, `${file}.partial`]),
    ),
    canonical: new Set(Object.values(sources.datasets).map(({ file }) => file)),
  };
  const found: Leftover[] = [];
  for (const [folder, files] of Object.entries(known)) {
    for (const name of await names(join(cache, folder))) {
      // Temporary files are looked at by their age.
      if (files.has(name) || /\.\d+-\d+\.partial$/.test(name)) continue;
      const path = join(cache, folder, name);
      const reason = name.endsWith(".damaged")
        ? "damaged copy of a data set"
        : "data that no source names";
      found.push({ path, reason, bytes: await sizeOf(path) });
    }
  }
  return found;
}

/** Temporary files of atomic writes, `<name>.<process>-<number>.partial`, that are too old to be still written. */
async function inWritten({ written, cache, now = Date.now }: LeftoverPlaces): Promise<Leftover[]> {
  const found: Leftover[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const name of await names(folder)) {
      const path = join(folder, name);
      const { isDirectory, mtime, size } = await Deno.lstat(path);
      if (isDirectory) await visit(path);
      else if (/\.\d+-\d+\.partial$/.test(name) && now() - mtime!.getTime() > LONGEST_WRITE) {
        found.push({ path, reason: "rest of an interrupted write", bytes: size });
      }
    }
  };
  for (const folder of [...written, cache]) await visit(folder);
  return found;
}

/** Every leftover, by path within each place. Removes nothing. */
export async function findLeftovers(places: LeftoverPlaces): Promise<Leftover[]> {
  return [...await inStore(places), ...await inCache(places), ...await inWritten(places)];
}
