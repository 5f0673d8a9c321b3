/**
 * Keeps two runs on one store from computing the same job at once. The lock is the operating system's own advisory lock
 * on `<key>.lock`: it is taken atomically, and the kernel drops it when its process ends, however it ends. A lock file
 * that a dead process has left behind is therefore unlocked, and needs no guess about which processes are alive.
 */
import { writeErrorFor } from "../core/disk_full_error.ts";

/** A held lock. */
export interface JobLock {
  /** Gives the lock up and removes its file. */
  release(): Promise<void>;
}

async function isFileAt(path: string, file: Deno.FsFile): Promise<boolean> {
  try {
    return (await Deno.stat(path)).ino === (await file.stat()).ino;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Takes the lock at `path`, whose folder exists, or returns `undefined` when another run holds it.
 * @throws DiskFullError when there is no room for the file
 */
export async function tryLock(path: string): Promise<JobLock | undefined> {
  for (;;) {
    const file = await Deno.open(path, { read: true, write: true, create: true })
      .catch((error) => Promise.reject(writeErrorFor(path, error)));
    let kept = false;
    try {
      if (!(await file.tryLock(true))) return undefined;
      // The holder before us may have removed the file between our opening and our locking it.
      if (!(await isFileAt(path, file))) continue;
      await file.truncate();
      await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
      kept = true;
    } catch (error) {
      throw writeErrorFor(path, error);
    } finally {
      if (!kept) file.close();
    }
    return {
      async release(): Promise<void> {
        // Removed while still locked, so that nobody can lock a file that is about to vanish.
        await Deno.remove(path).catch(() => {});
        file.close();
      },
    };
  }
}

/** Process id of the run that holds the lock at `path`, for messages only; `undefined` when it cannot be told. */
export async function lockHolder(path: string): Promise<number | undefined> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return /^\d+\n$/.test(text) ? Number(text) : undefined;
}
