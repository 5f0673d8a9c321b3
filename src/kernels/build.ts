/**
 * Compiles `assembly/` to the module that is committed beside this file. The compiler is pinned and deterministic, so the
 * build is reproducible byte for byte; a test compares.
 */
import asc from "assemblyscript/asc";
import { CliError } from "../core/cli_error.ts";

const ASSEMBLY = new URL("./assembly/", import.meta.url);

const OPTIONS = [
  // Level 1 leaves statements in the order written; higher levels sink additions together and cost a fifth of the speed.
  "--optimizeLevel",
  "1",
  "--enable",
  "simd",
  "--runtime",
  "stub",
  "--noAssert",
  "--importMemory",
  // 1 MiB: engines need not check constant offsets below it.
  "--initialMemory",
  "16",
];

/**
 * The bytes of the module, compiled from `assembly/index.ts`.
 * @throws CliError with the compiler's messages when the sources do not compile
 */
export async function buildKernels(): Promise<Uint8Array> {
  let built: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["index.ts", "--outFile", "kernels.wasm", ...OPTIONS], {
    readFile: async (name: string) => {
      try {
        return await Deno.readTextFile(new URL(name, ASSEMBLY));
      } catch {
        return null;
      }
    },
    writeFile: (_name: string, content: string | Uint8Array) => {
      if (typeof content !== "string") built = content;
    },
    listFiles: () => [],
  });
  if (error || !built) {
    throw new CliError(`Cannot compile the kernels: ${error?.message ?? "no output"}`, {
      hint: stderr.toString(),
    });
  }
  return built;
}
