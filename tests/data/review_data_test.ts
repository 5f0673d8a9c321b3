import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { PADDING_MODES, ReviewData, type ReviewDataOptions } from "../../src/data/review_data.ts";
import { Vocabulary } from "../../src/data/review_vocabulary.ts";

/** a is 2, b 3, c 4, d 5, e 6. */
const VOCABULARY = Vocabulary.build([[
  "a",
  "a",
  "a",
  "a",
  "a",
  "b",
  "b",
  "b",
  "b",
  "c",
  "c",
  "c",
  "d",
  "d",
  "e",
]], 7);
const REVIEWS = [
  { text: "A b c", label: "pos" },
  { text: "a b c d e", label: "neg" },
  { text: "e - zzz", label: "pos" },
  { text: "<br />*", label: "neg" },
] as const;

function make(options: Partial<ReviewDataOptions>): ReviewData {
  return new ReviewData(REVIEWS, {
    vocabulary: VOCABULARY,
    length: 4,
    padding: "post",
    ...options,
  });
}

const ALL = Uint32Array.of(0, 1, 2, 3);

Deno.test("ReviewData pads after the text in post and true-last, before it in pre", () => {
  const rows = (data: ReviewData): number[][] => {
    const { ids } = data.gather(ALL, 0, 4);
    return [0, 1, 2, 3].map((i) => [...ids.subarray(4 * i, 4 * i + 4)]);
  };
  const after = [[2, 3, 4, 0], [2, 3, 4, 5], [6, 1, 0, 0], [1, 0, 0, 0]];
  assertEquals(rows(make({ padding: "post" })), after);
  assertEquals(rows(make({ padding: "true-last" })), after);
  assertEquals(rows(make({ padding: "pre" })), [
    [0, 2, 3, 4],
    [2, 3, 4, 5],
    [0, 0, 6, 1],
    [0, 0, 0, 1],
  ]);
});

Deno.test("ReviewData gives lengths for true-last alone, at least 1, and labels always", () => {
  const { lengths, labels } = make({ padding: "true-last" }).gather(ALL, 0, 4);
  assertEquals([...lengths!], [3, 4, 2, 1]);
  assertEquals([...labels], [1, 0, 1, 0]);
  for (const padding of ["pre", "post"] as const) {
    assertEquals(make({ padding }).gather(ALL, 0, 4).lengths, undefined);
  }
});

Deno.test("ReviewData keeps the start of a long review unless told to keep its end, in every mode alike", () => {
  for (const padding of PADDING_MODES) {
    assertEquals([...make({ padding, length: 2 }).tokensOf(1)], [2, 3]);
    assertEquals([...make({ padding, length: 2, keep: "end" }).tokensOf(1)], [5, 6]);
    assertEquals([...make({ padding, keep: "end" }).tokensOf(0)], [2, 3, 4]);
  }
});

Deno.test("ReviewData's text steps are exactly the steps that hold no padding", () => {
  fc.assert(fc.property(
    fc.array(fc.stringMatching(/^([a-g] ){0,12}$/), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(...PADDING_MODES),
    (texts, length, padding) => {
      const reviews = texts.map((text) => ({ text, label: "pos" as const }));
      const data = new ReviewData(reviews, { vocabulary: VOCABULARY, length, padding });
      const { ids } = data.gather(Uint32Array.from(texts.keys()), 0, texts.length);
      for (let i = 0; i < texts.length; i++) {
        const { start, end } = data.textSteps(i);
        const row = ids.subarray(i * length, (i + 1) * length);
        assertEquals(row.subarray(start, end), data.tokensOf(i));
        assertEquals(row.filter((id) => id !== 0).length, end - start);
      }
    },
  ));
});

Deno.test("ReviewData gathers in the order of the indices, and again into the same buffers", () => {
  const data = make({ padding: "true-last" });
  const order = Uint32Array.of(3, 1, 0, 2);
  const batch = data.gather(order, 1, 2);
  assertEquals([...batch.ids], [2, 3, 4, 5, 2, 3, 4, 0]);
  assertStrictEquals(data.gather(order, 2, 2, batch), batch);
  assertEquals([...batch.ids], [2, 3, 4, 0, 6, 1, 0, 0]);
  assertEquals([...batch.lengths!], [3, 2]);
  assertEquals([...batch.labels], [1, 1]);
});

Deno.test("ReviewData refuses indices that it lacks, buffers of another size and lengths below 1", () => {
  const data = make({ padding: "true-last" });
  assertThrows(() => data.gather(ALL, 3, 2), RangeError, "2 reviews from entry 3: 4 indices");
  assertThrows(() => data.gather(Uint32Array.of(4), 0, 1), RangeError, "review 4: there are 4");
  const smaller = data.gather(ALL, 0, 1), withoutLengths = make({}).gather(ALL, 0, 2);
  assertThrows(() => data.gather(ALL, 0, 2, smaller), RangeError, "into buffers of 4 ids, 1");
  assertThrows(() => data.gather(ALL, 0, 2, withoutLengths), RangeError, "8 ids, no lengths");
  for (const length of [0, 1.5, NaN]) {
    assertThrows(() => make({ length }), RangeError, `Cannot cut reviews to ${length} tokens`);
  }
});
