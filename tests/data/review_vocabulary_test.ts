import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { PADDING_ID, UNKNOWN_ID, Vocabulary } from "../../src/data/review_vocabulary.ts";

const TEXTS = [["b", "a", "c", "a"], ["c", "é", "d", "a"], ["b", "Z"]];

Deno.test("Vocabulary numbers tokens by frequency after padding and unknown, ties by code unit", () => {
  const vocabulary = Vocabulary.build(TEXTS, 100);
  assertEquals(vocabulary.tokens, ["a", "b", "c", "Z", "d", "é"]);
  assertEquals(vocabulary.size, 8);
  assertEquals([PADDING_ID, UNKNOWN_ID], [0, 1]);
  assertEquals([...vocabulary.encode(["c", "nothing", "a", "toString"])], [4, 1, 2, 1]);
});

Deno.test("a smaller vocabulary is the beginning of a larger one, and its size counts all ids", () => {
  const small = Vocabulary.build(TEXTS, 4);
  assertEquals(small.tokens, ["a", "b"]);
  assertEquals(small.size, 4);
  assertEquals(small.idOf("c"), UNKNOWN_ID);
});

Deno.test("Vocabulary's hash depends on the tokens and their order alone", () => {
  const { hash } = Vocabulary.build(TEXTS, 100);
  // printf 'a\nb\nc\nZ\nd\né\n' | sha256sum
  assertEquals(hash, "4e4bdcf55ef5589befe3d39d09da8f15a57004cdaeee89662da9177197907e6f");
  assertEquals(Vocabulary.build(TEXTS.toReversed(), 8).hash, hash);
  assertNotEquals(Vocabulary.build(TEXTS, 7).hash, hash);
  assertNotEquals(Vocabulary.build([...TEXTS, ["b", "b"]], 8).hash, hash);
});

Deno.test("Vocabulary refuses a size without room for a token", () => {
  for (const size of [0, 2, 3.5, NaN]) {
    assertThrows(() => Vocabulary.build(TEXTS, size), RangeError, `a vocabulary of ${size} ids`);
  }
});
