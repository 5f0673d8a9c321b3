/**
 * The content-addressed store: a folder with one folder per computed job, named by the job's key. A job is built in
 * `<key>.partial`, next to its checkpoints, and appears under its key by one rename when all of it is on the disk.
 */
import { join } from "node:path";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256OfFile } from "../core/sha256.ts";
import { writeErrorFor } from "../core/disk_full_error.ts";
import { jobKey } from "./job_key.ts";
import { type Manifest, MANIFEST_NAME, parseManifest, SHA256_PATTERN } from "./manifest.ts";
import { CHECKPOINT_NAMES } from "./partial_job.ts";

/** A computed job. */
export interface StoredJob {
  /** The job's key. */
  readonly key: string;
  /** The folder that holds its outputs. */
  readonly folder: string;
  /** What it was made of and what it wrote. */
  readonly manifest: Manifest;
}

/** What the store holds under a key. `reason` says what is wrong with a damaged job. */
export type Lookup =
  | { readonly state: "stored"; readonly job: StoredJob }
  | { readonly state: "absent" }
  | { readonly state: "damaged"; readonly reason: string };

/** Asks the disk to keep what was renamed in a folder. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function removeCheckpoints(folder: string): Promise<void> {
  for (const name of CHECKPOINT_NAMES) await Deno.remove(join(folder, name)).catch(() => {});
}

/** What is wrong with the folder of a job, or `undefined`. */
async function damageIn(
  folder: string,
  key: string,
  manifest: Manifest,
): Promise<string | undefined> {
  const madeOf = jobKey(manifest);
  if (madeOf !== key) return `${MANIFEST_NAME} describes another job: ${madeOf}`;
  for (const { name, bytes, sha256 } of manifest.outputs) {
    const path = join(folder, name);
    if (!(await exists(path))) return `${name} is missing`;
    const { size } = await Deno.stat(path);
    if (size !== bytes) return `${name} has the wrong size: expected ${bytes} bytes, got ${size}`;
    const hash = await sha256OfFile(path);
    if (hash !== sha256) return `${name} has the wrong sha256: expected ${sha256}, got ${hash}`;
  }
  for (const name of manifest.timing) {
    if (!(await exists(join(folder, name)))) return `${name} is missing`;
  }
  return undefined;
}

/** A store in one folder, which several runs may use at once if each locks a key before it writes under it. */
export class JobStore {
  /** The store's folder. */
  readonly folder: string;

  /** Makes no folder yet: {@linkcode create} does. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the store's folder if there is none. Throws `CliError` when it cannot be made. */
  async create(): Promise<void> {
    try {
      await Deno.mkdir(this.folder, { recursive: true });
    } catch (cause) {
      throw new CliError(`Cannot make the store's folder ${this.folder}`, {
        hint: "Name a folder in which you may write",
        cause,
      });
    }
  }

  #path(key: string, suffix: string): string {
    if (!SHA256_PATTERN.test(key)) throw new Error(`Cannot use "${key}" as the key of a job`);
    return join(this.folder, key + suffix);
  }

  /** Folder of the stored job. */
  path(key: string): string {
    return this.#path(key, "");
  }

  /** Folder in which the job is built. */
  partialPath(key: string): string {
    return this.#path(key, ".partial");
  }

  /** File by which runs lock the job. */
  lockPath(key: string): string {
    return this.#path(key, ".lock");
  }

  /**
   * Looks a job up, and checks its manifest and the size and sha256 of every output. Removes the checkpoints that a kill
   * at the very end of {@linkcode commit} has left behind.
   */
  async open(key: string): Promise<Lookup> {
    const folder = this.path(key);
    if (!(await exists(folder))) return { state: "absent" };
    let json: unknown;
    try {
      json = JSON.parse(await Deno.readTextFile(join(folder, MANIFEST_NAME)));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof Deno.errors.NotFound) {
        return { state: "damaged", reason: `${MANIFEST_NAME} is missing or not JSON` };
      }
      throw error;
    }
    let manifest: Manifest;
    try {
      manifest = parseManifest(json);
    } catch (error) {
      return {
        state: "damaged",
        reason: `${MANIFEST_NAME} is no manifest: ${(error as Error).message}`,
      };
    }
    const reason = await damageIn(folder, key, manifest);
    if (reason) return { state: "damaged", reason };
    await removeCheckpoints(folder);
    return { state: "stored", job: { key, folder, manifest } };
  }

  /** Renames a damaged job out of the way, and returns where it now is. Needs the job's lock. */
  async setAside(key: string): Promise<string> {
    for (let count = 1;; count++) {
      const aside = this.#path(key, `.damaged-${count}`);
      if (await exists(aside)) continue;
      await Deno.rename(this.path(key), aside);
      return aside;
    }
  }

  /**
   * Makes the folder in which a job is built, or empties one that an interrupted run has left behind, except for its
   * checkpoints. Needs the job's lock.
   */
  async prepare(key: string): Promise<string> {
    const folder = this.partialPath(key);
    await Deno.mkdir(folder, { recursive: true })
      .catch((error) => Promise.reject(writeErrorFor(folder, error)));
    for await (const { name } of Deno.readDir(folder)) {
      if (!CHECKPOINT_NAMES.includes(name)) {
        await Deno.remove(join(folder, name), { recursive: true });
      }
    }
    return folder;
  }

  /** Turns the folder in which a job was built into the stored job. Needs the job's lock. */
  async commit(key: string, manifest: Manifest): Promise<StoredJob> {
    const partial = this.partialPath(key), folder = this.path(key);
    const path = join(partial, MANIFEST_NAME);
    try {
      const json = canonicalJson(manifest as unknown as JsonObject);
      await writeFileAtomically(path, `${json}\n`);
    } catch (error) {
      throw writeErrorFor(path, error);
    }
    await syncFolder(partial);
    await Deno.rename(partial, folder);
    await syncFolder(this.folder);
    // Only now, since a kill before the rename would lose both the checkpoints and the job.
    await removeCheckpoints(folder);
    return { key, folder, manifest };
  }
}
