import { fileURLToPath } from "node:url";

/** The project's root folder, with a slash at the end. */
export const ROOT: string = fileURLToPath(new URL("../", import.meta.url));

/** TypeScript files under the given folders, as sorted paths from the root; a folder that does not exist holds none. */
export async function sourceFiles(...folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const pending = [...folders];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    try {
      for await (const entry of Deno.readDir(ROOT + folder)) {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory) pending.push(path);
        else if (/\.tsx?$/.test(entry.name)) found.push(path);
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return found.sort();
}
