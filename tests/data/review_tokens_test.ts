import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { isContrast, isNegation, tokenise } from "../../src/data/review_tokens.ts";

Deno.test("tokenise lower-cases words, splits marks off and turns HTML line breaks into spaces", () => {
  assertEquals(tokenise("I LOVED it.<br /><br />Truly<BR>great!"), [
    "i",
    "loved",
    "it",
    ".",
    "truly",
    "great",
    "!",
  ]);
});

Deno.test("tokenise keeps apostrophes within words, of three kinds, and drops those at their edge", () => {
  assertEquals(
    tokenise("Don't, isn\u2019t, wasn\u0092t: the 'best' of the 90's; dogs' o'clock''s"),
    [
      "don't",
      ",",
      "isn't",
      ",",
      "wasn't",
      ":",
      "the",
      "best",
      "of",
      "the",
      "90's",
      ";",
      "dogs",
      "o'clock",
      "s",
    ],
  );
});

Deno.test("tokenise counts a run of the same mark once and different marks apart", () => {
  assertEquals(tokenise('Well... what?!?? (no!!!) "hm".'), [
    ...["well", ".", "what", "?", "!", "?", "(", "no", "!", ")", '"', "hm", '"', "."],
  ]);
});

Deno.test("tokenise splits at hyphens, slashes, tags and any other character", () => {
  assertEquals(tokenise("well-made sci/fi <i>3D</i> 7/10 \u0085*cough*\u0096£5🎬x"), [
    ...["well", "made", "sci", "fi", "i", "3d", "i", "7", "10", "cough", "5", "x"],
  ]);
});

Deno.test("tokenise lower-cases Latin-1 by its own table: no locale, no rule of a later Unicode", () => {
  assertEquals(tokenise("ÀÉÎÕÜÞ Ça ISTANBUL İstanbul straße × ÷"), [
    ...["àéîõüþ", "ça", "istanbul", "İstanbul", "straße"],
  ]);
});

Deno.test("tokens are stable: to tokenise them again, spaced, changes nothing", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("don't", "...", "?!", "<br />", "<BR", "É", "''", " ", '"'),
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const tokens = tokenise(pieces.join(""));
    assertEquals(tokenise(tokens.join(" ")), tokens);
  }));
});

Deno.test("negations and contrasts are told by the token", () => {
  for (const token of ["not", "never", "don't", "isn't", "cannot"]) assert(isNegation(token));
  for (const token of ["now", "knot", "n'ts", "but"]) assert(!isNegation(token), token);
  assert(isContrast("but") && isContrast("although") && !isContrast("butter"));
});
