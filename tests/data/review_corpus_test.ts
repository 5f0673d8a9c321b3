import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { decodeReviews, encodeReviews } from "../../src/data/review_corpus.ts";
import { REVIEWS } from "./review_fixture.ts";

const LINES = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

Deno.test("the canonical form of reviews is a header and one line of canonical JSON for each", () => {
  const text = new TextDecoder().decode(
    encodeReviews({ simulated: false, reviews: REVIEWS.slice(0, 1) }),
  );
  assertEquals(
    text,
    '{"reviews":1,"simulated":false}\n' +
      '{"id":2,"label":"neg","rating":1,"split":"train",' +
      '"text":"Dull.<br /><br />\\"Worst\\" of all!"}\n',
  );
});

Deno.test("the canonical form does not depend on the order of the reviews, and gives every character back", () => {
  const canonical = encodeReviews({ simulated: false, reviews: REVIEWS });
  fc.assert(fc.property(
    fc.shuffledSubarray([...REVIEWS], { minLength: REVIEWS.length }),
    (reviews) => assertEquals(encodeReviews({ simulated: false, reviews }), canonical),
  ));
  assertEquals(decodeReviews(canonical), { simulated: false, reviews: REVIEWS });
});

Deno.test("any well-formed text survives the canonical form", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const corpus = { simulated: true, reviews: [{ ...REVIEWS[0]!, rating: null, text }] };
    assertEquals(decodeReviews(encodeReviews(corpus)), corpus);
  }));
});

Deno.test("decodeReviews refuses bytes that are cut short or have no header", () => {
  const canonical = encodeReviews({ simulated: false, reviews: REVIEWS });
  const refuses = (bytes: Uint8Array, message: string): void => {
    assertThrows(() => decodeReviews(bytes), SyntaxError, message);
  };
  refuses(canonical.subarray(0, -1), "expected 6 whole lines, got 5");
  refuses(canonical.subarray(0, canonical.indexOf(10) + 1), "expected 6 whole lines, got 0");
  refuses(LINES('{"id":1}\n'), 'expected a header, got {"id":1}');
  refuses(LINES(""), "expected a header, got null");
});
