/**
 * The same trained bits from every compiler of the engine and on arm64: each trains in a process of its own. The kernels alone,
 * under more flags: tests/kernels/kernel_digest_test.ts.
 */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { V8_FLAGS } from "../../src/kernels/v8_flags.ts";
import { kernelDigest } from "../kernels/kernel_digest.ts";
import { trainingDigest } from "./training_digest.ts";

const TRAINING = new URL("./training_digest.ts", import.meta.url);
const KERNELS = new URL("../kernels/kernel_digest.ts", import.meta.url);

/** What the engine compiles to, not what it means; the tasks of deno.json that train run with the last. */
const FLAGS = [
  "--liftoff-only",
  "--no-enable-avx",
  V8_FLAGS.join(","),
];

const ARM64_DENO = Deno.env.get("UNROLL_ARM64_DENO");
const QEMU = ["qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu"];

/** Runs a digest's script by `deno`, the words of a command, and returns what it prints. */
async function digestBy(deno: readonly string[], script: URL, flags: string[]): Promise<string> {
  const [command, ...before] = deno;
  const run = ["run", "--quiet", "--frozen", "--no-check", "--no-code-cache"];
  const { success, stdout, stderr } = await new Deno.Command(command!, {
    args: [...before, ...run, "--allow-read", "--allow-env", ...flags, fileURLToPath(script)],
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
  const digest = new TextDecoder().decode(stdout).trim();
  assertMatch(digest, /^[0-9a-f]{64}$/);
  return digest;
}

Deno.test("training gives the same bits again in one process and in another", async () => {
  const digest = await trainingDigest();
  assertEquals(await trainingDigest(), digest);
  assertEquals(await digestBy([Deno.execPath()], TRAINING, []), digest);
});

Deno.test("the digest of a training tells two seeds apart", async () => {
  assertNotEquals(await trainingDigest({ seed: 2 }), await trainingDigest());
});

for (const flag of FLAGS) {
  Deno.test(`training gives the same bits under ${flag}`, async () => {
    const digest = await digestBy([Deno.execPath()], TRAINING, [`--v8-flags=${flag}`]);
    assertEquals(digest, await trainingDigest());
  });
}

const condition = ARM64_DENO ? "" : " (ignored: UNROLL_ARM64_DENO names no arm64 Deno)";

Deno.test({
  name: `training gives the same bits on arm64${condition}`,
  ignore: !ARM64_DENO,
  fn: async () => {
    const digest = await digestBy([...QEMU, ARM64_DENO!], TRAINING, []);
    assertEquals(digest, await trainingDigest());
  },
});

Deno.test({
  name: `kernels give the same bits on arm64${condition}`,
  ignore: !ARM64_DENO,
  fn: async () => {
    const digest = await digestBy([...QEMU, ARM64_DENO!], KERNELS, []);
    assertEquals(digest, await kernelDigest());
  },
});
