import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { frameCheckpoint, unframeCheckpoint } from "../../src/pipeline/checkpoint.ts";

const contents = fc.uint8Array({ maxLength: 200 });

Deno.test("a framed checkpoint gives its content back", () => {
  fc.assert(fc.property(contents, (content) => {
    assertEquals(unframeCheckpoint(frameCheckpoint(content)), content);
  }));
});

Deno.test("a checkpoint that was cut short anywhere is refused", () => {
  fc.assert(fc.property(contents, fc.nat(), (content, cut) => {
    const framed = frameCheckpoint(content);
    assertThrows(() => unframeCheckpoint(framed.subarray(0, cut % framed.length)));
  }));
});

Deno.test("a checkpoint with one flipped bit anywhere is refused", () => {
  fc.assert(fc.property(contents, fc.nat(), (content, bit) => {
    const framed = frameCheckpoint(content);
    framed[(bit >> 3) % framed.length]! ^= 1 << (bit & 7);
    assertThrows(() => unframeCheckpoint(framed));
  }));
});

Deno.test("what is wrong with a checkpoint is told", () => {
  const framed = frameCheckpoint(new Uint8Array(4));
  const failures: [Uint8Array, string][] = [
    [new Uint8Array(3), "expected at least 48 bytes, got 3"],
    [new Uint8Array(60), "it does not begin as a checkpoint does"],
    [framed.subarray(0, 50), "expected 4 bytes of content, got 2"],
    [Uint8Array.from([...framed.subarray(0, 51), 1]), "its content does not match its sha256"],
  ];
  for (const [bytes, message] of failures) {
    assertThrows(() => unframeCheckpoint(bytes), Error, message);
  }
});
