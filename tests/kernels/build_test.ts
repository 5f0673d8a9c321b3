/** The committed module: built from the sources beside it, and made of deterministic instructions alone. */
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import binaryen from "binaryen";
import { sha256 } from "../../src/core/sha256.ts";
import { buildKernels } from "../../src/kernels/build.ts";
import { kernelHash, readKernels } from "../../src/kernels/kernels_file.ts";
import { instantiateKernels } from "../../src/kernels/module.ts";

/** The module in WebAssembly's text format. */
async function moduleText(): Promise<string> {
  const module = binaryen.readBinary(await readKernels());
  try {
    return module.emitText();
  } finally {
    module.dispose();
  }
}

Deno.test("building the kernels again gives the committed module byte for byte", async () => {
  assertEquals(sha256(await buildKernels()), sha256(await readKernels()));
});

Deno.test("kernelHash is the sha256 of the committed module", async () => {
  assertEquals(await kernelHash(), sha256(await readKernels()));
});

Deno.test("the module imports one memory and nothing else, and runs nothing when it starts", async () => {
  const module = await WebAssembly.compile(await readKernels());
  assertEquals(WebAssembly.Module.imports(module), [
    { module: "env", name: "memory", kind: "memory" },
  ]);
  assertEquals(/\(start\b/.test(await moduleText()), false);
});

Deno.test("the module holds no data segment, which would overwrite the memory of its host", async () => {
  assertEquals(/\((data|elem|table)\b/.test(await moduleText()), false);
});

Deno.test("the module holds simd128 and no relaxed instruction, whose results may differ", async () => {
  const text = await moduleText();
  assertMatch(text, /\(f32x4\.mul\b/);
  assertEquals(/relaxed/.test(text), false);
});

Deno.test("instantiateKernels refuses a memory of less than 1 MiB", async () => {
  const bytes = await readKernels();
  const small = new WebAssembly.Memory({ initial: 15 });
  await assertRejects(() => instantiateKernels(bytes, small), WebAssembly.LinkError);
  const enough = new WebAssembly.Memory({ initial: 16 });
  assertEquals((await instantiateKernels(bytes, enough)).memory, enough);
});
