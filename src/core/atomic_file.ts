import { dirname } from "node:path";
import { writeErrorFor } from "./disk_full_error.ts";

let sequence = 0;

/**
 * Writes a file so that readers see the old content or the new, never a part: to a temporary name in the same folder,
 * flushed to the disk, then renamed. On any failure the temporary file is removed and the old file is untouched.
 * Missing parent folders are created.
 * @throws DiskFullError when there is no space left
 */
export async function writeFileAtomically(
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  const temporary = `${path}.${Deno.pid}-${sequence++}.partial`;
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    const file = await Deno.open(temporary, { write: true, create: true, truncate: true });
    try {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
      await file.sync();
    } finally {
      file.close();
    }
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw writeErrorFor(path, error);
  }
}
