/** The committed module on this machine's disk: what a browser, which fetches it, has no use for. */
import { sha256 } from "../core/sha256.ts";

/** The committed build of `assembly/`; `deno task build:kernels` makes it again byte for byte. */
export const KERNELS_URL: URL = new URL("./kernels.wasm", import.meta.url);

/** Reads the committed module from the disk. */
export function readKernels(): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(KERNELS_URL);
}

/** The sha256 of the committed module, part of every job's key. */
export async function kernelHash(): Promise<string> {
  return sha256(await readKernels());
}
