/** `deno task build:kernels`: compiles the kernels again and says what came out. */
import { Command } from "commander";
import { writeFileAtomically } from "../src/core/atomic_file.ts";
import { sha256 } from "../src/core/sha256.ts";
import { buildKernels } from "../src/kernels/build.ts";
import { KERNELS_URL } from "../src/kernels/kernels_file.ts";
import { fileURLToPath } from "node:url";

new Command("build:kernels")
  .description(
    "Compile src/kernels/assembly to src/kernels/kernels.wasm, byte for byte as published.",
  )
  .parse(["deno", "build:kernels", ...Deno.args]);

const bytes = await buildKernels();
await writeFileAtomically(fileURLToPath(KERNELS_URL), bytes);
console.log(`src/kernels/kernels.wasm: ${bytes.length} bytes, sha256 ${sha256(bytes)}`);
