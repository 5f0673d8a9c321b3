/** A disk that is truly full: a small file system in memory, which only root may make. */

async function run(command: string, ...args: string[]): Promise<boolean> {
  try {
    const options = { args, stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(command, options).output()).success;
  } catch {
    return false;
  }
}

/** A file system of so many bytes at `path`, a new folder, or `undefined` where none can be made. */
export async function smallDisk(
  path: string,
  bytes: number,
): Promise<AsyncDisposable | undefined> {
  await Deno.mkdir(path);
  if (!await run("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path)) return undefined;
  return {
    async [Symbol.asyncDispose](): Promise<void> {
      await run("umount", path);
    },
  };
}

/** Whether this process may make one; tests that need it are ignored elsewhere. */
export async function canMount(): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "unroll-disk-" });
  try {
    await using disk = await smallDisk(`${folder}/disk`, 2 ** 16);
    return disk !== undefined;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
