import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Lower-case hexadecimal sha256 of bytes, or of the UTF-8 form of a string. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Lower-case hexadecimal sha256 of a file, read as a stream. Throws `Deno.errors.NotFound` for a missing file. */
export async function sha256OfFile(path: string | URL): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
