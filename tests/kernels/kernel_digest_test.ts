/** The same bits from every compiler of the engine: each runs the digest in a process of its own. */
import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { V8_FLAGS } from "../../src/kernels/v8_flags.ts";
import { kernelDigest } from "./kernel_digest.ts";

const SCRIPT = fileURLToPath(new URL("./kernel_digest.ts", import.meta.url));

/** In this process, whose compiler moves functions from the baseline to the optimiser as they grow hot. */
const digestHere = kernelDigest();

/** Flags of V8 that change how WebAssembly is compiled, not what it means. */
const FLAGS = [
  // The baseline compiler alone, without optimisation.
  "--liftoff-only",
  // The optimising compiler from the first call on.
  "--no-liftoff",
  // Two-operand SSE in place of AVX; arm64 has neither and ignores the flag.
  "--no-enable-avx",
  // No bounds checks, and 256-bit instructions where the engine has them, from the first call on.
  ...V8_FLAGS,
  [...V8_FLAGS, "--no-liftoff"].join(","),
];

async function digestUnder(...v8Flags: string[]): Promise<string> {
  const flags = v8Flags.length ? [`--v8-flags=${v8Flags.join(",")}`] : [];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-read", ...flags, SCRIPT],
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
  const digest = new TextDecoder().decode(stdout).trim();
  assertMatch(digest, /^[0-9a-f]{64}$/);
  return digest;
}

Deno.test("kernels give the same bits again in one process and in another", async () => {
  assertEquals(await kernelDigest(), await digestHere);
  assertEquals(await digestUnder(), await digestHere);
});

for (const flag of FLAGS) {
  Deno.test(`kernels give the same bits under ${flag}`, async () => {
    assertEquals(await digestUnder(flag), await digestHere);
  });
}
