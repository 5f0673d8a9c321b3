import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { embedding } from "../../src/kernels/ops.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { stepIntensity } from "../../src/theory/arithmetic_intensity.ts";
import { discussionPage } from "../../src/theory/discussion.ts";
import { SOURCES } from "../../src/theory/sources.ts";
import { wordInputs } from "../../src/theory/word_input.ts";

Deno.test("docs/discussion.md is what the program prints", () => {
  assertEquals(
    Deno.readTextFileSync(new URL("../../docs/discussion.md", import.meta.url)),
    discussionPage(),
  );
});

Deno.test("every source is cited, and every citation has its source", () => {
  const page = discussionPage();
  const cited = [...page.matchAll(/^Sources: (.+)\.$/gm)].flatMap(([, names]) =>
    names!.split("; ")
  );
  assertEquals(Object.keys(SOURCES).sort(), [...new Set(cited)].sort());
  assertEquals(Object.keys(SOURCES), Object.keys(SOURCES).toSorted());
  for (const name of cited) assertStringIncludes(page, `- **${name}**: `);
});

Deno.test("a one-hot vector is multiplied in full, an embedding is looked up", () => {
  const [oneHot, embedding] = wordInputs({ cell: "GRU", vocabulary: 100, width: 5, units: 7 });
  assertEquals(oneHot!.parameters, 3 * 7 * 100);
  assertEquals(embedding!.parameters, 100 * 5 + 3 * 7 * 5);
  assertEquals(oneHot!.flops / embedding!.flops, 100 / 5);
});

Deno.test("a one-hot vector times a matrix is the row that an embedding looks up, number for number", async () => {
  await openBackend();
  const value = fc.float({ min: -10, max: 10, noNaN: true });
  const sizes = fc.record({
    words: fc.integer({ min: 2, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
  });
  const draws = sizes.chain(({ words, width }) =>
    fc.record({
      words: fc.constant(words),
      width: fc.constant(width),
      ids: fc.array(fc.nat(words - 1), { minLength: 1, maxLength: 9 }),
      matrix: fc.array(value, { minLength: words * width, maxLength: words * width }),
    })
  );
  fc.assert(fc.property(draws, ({ words, width, ids, matrix }) => {
    const [multiplied, lookedUp] = tf.tidy(() => {
      const weights = tf.tensor2d(matrix, [words, width]);
      const places = tf.tensor2d(ids, [1, ids.length], "int32");
      const vectors = tf.oneHot(tf.tensor1d(ids, "int32"), words).toFloat() as tf.Tensor2D;
      return [tf.matMul(vectors, weights).dataSync(), embedding(places, weights).dataSync()];
    });
    // Adding 0 turns −0, which a sum with zeros cannot keep, into 0.
    assertEquals(multiplied!.map((v) => v + 0), lookedUp!.map((v) => v + 0));
  }));
});

Deno.test("a step does more with each byte as the batch grows, towards a bound that the state sets", () => {
  const found = stepIntensity(64, 4, [1, 8, 64, 1_000_000]).map(({ intensity }) => intensity);
  assertEquals(found, found.toSorted((a, b) => a - b));
  // Two FLOPs for each of 64 · 256 weights and a sequence, against 64 + 256 numbers of four bytes.
  const bound = 2 * 64 * 256 / (4 * (64 + 256));
  assert(found.at(-1)! < bound && found.at(-1)! > 0.999 * bound);
});

Deno.test("sizes that are no counts are refused", () => {
  assertThrows(() => stepIntensity(0, 4, [1]), RangeError);
  assertThrows(() => stepIntensity(64, 4, [0.5]), RangeError);
  assertThrows(
    () => wordInputs({ cell: "LSTM", vocabulary: -1, width: 1, units: 1 }),
    RangeError,
  );
});
