import { dirname } from "node:path";
import { lockHolder, tryLock } from "../pipeline/job_lock.ts";
import { JobStore } from "../pipeline/job_store.ts";
import type { Leftover } from "./leftovers.ts";

/** What became of a leftover. */
export interface Removal {
  /** The leftover. */
  readonly leftover: Leftover;
  /** Process that uses it, so that it was kept; `undefined` when it was removed. */
  readonly keptFor?: number | "another process";
}

/** Removes a file or folder; one that has gone by itself is no error. */
async function remove(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Removes what a job's lock guards. A stored job is renamed first, so that a kill leaves no part of it under its key. */
async function removeOfJob({ path, key }: Leftover & { key: string }): Promise<Removal["keptFor"]> {
  const store = new JobStore(dirname(path));
  const lockPath = store.lockPath(key);
  const lock = await tryLock(lockPath);
  if (!lock) return await lockHolder(lockPath) ?? "another process";
  try {
    // Its removal is that of the lock.
    if (path === lockPath) return undefined;
    if (path !== store.path(key)) await remove(path);
    else if ((await store.open(key)).state !== "absent") await remove(await store.setAside(key));
  } finally {
    await lock.release();
  }
  return undefined;
}

/**
 * Removes leftovers one after another; those of a job that a process is computing are kept. May be stopped at any time and
 * started again.
 */
export async function* removeLeftovers(leftovers: readonly Leftover[]): AsyncGenerator<Removal> {
  for (const leftover of leftovers) {
    const { key, path } = leftover;
    const keptFor = key === undefined
      ? await remove(path)
      : await removeOfJob({ ...leftover, key });
    yield { leftover, ...(keptFor !== undefined && { keptFor }) };
  }
}
