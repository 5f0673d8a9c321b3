import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
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
