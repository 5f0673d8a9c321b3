import { assertEquals, assertRejects } from "@std/assert";
import { sha256, sha256OfFile } from "../../src/core/sha256.ts";

// FIPS 180-4 example: the digest of "abc"; and of the empty message.
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Deno.test("sha256 gives the digests of FIPS 180-4 for strings and bytes", () => {
  assertEquals(sha256("abc"), ABC);
  assertEquals(sha256(new TextEncoder().encode("abc")), ABC);
  assertEquals(sha256(""), EMPTY);
});

Deno.test("sha256OfFile equals sha256 of the content, for files longer than one chunk too", async () => {
  const path = await Deno.makeTempFile();
  try {
    assertEquals(await sha256OfFile(path), EMPTY);
    const content = Uint8Array.from({ length: 300_001 }, (_, i) => i * i);
    await Deno.writeFile(path, content);
    assertEquals(await sha256OfFile(path), sha256(content));
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("sha256OfFile rejects for a missing file", async () => {
  await assertRejects(() => sha256OfFile("no/such/file"), Error, "no such file");
});
