import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Review } from "../../src/data/review_corpus.ts";
import { drawReviewSubset } from "../../src/data/review_subset.ts";
import { simulateReviews } from "../../src/data/simulated_reviews.ts";

const { reviews: REVIEWS } = simulateReviews({ seed: 3, train: 200, test: 100 });
const SIZES = { seed: 7, train: 80, validation: 40, test: 60 };

Deno.test("drawReviewSubset draws balanced parts of the wanted size, each from its side of the corpus' border", () => {
  const subset = drawReviewSubset(REVIEWS, SIZES);
  for (const part of ["train", "validation", "test"] as const) {
    const drawn = Array.from(subset[part], (at) => REVIEWS[at]!);
    assertEquals(drawn.length, SIZES[part]);
    assertEquals(drawn.filter(({ label }) => label === "pos").length, SIZES[part] / 2);
    assert(drawn.every(({ split }) => split === (part === "test" ? "test" : "train")));
    assertEquals([...subset[part]], [...subset[part]].sort((a, b) => a - b));
  }
});

Deno.test("drawReviewSubset puts no review into two parts", () => {
  const { train, validation, test } = drawReviewSubset(REVIEWS, SIZES);
  assertEquals(new Set([...train, ...validation, ...test]).size, 80 + 40 + 60);
});

Deno.test("drawReviewSubset depends on its seed, and only more training reviews come with a larger training part", () => {
  const subset = drawReviewSubset(REVIEWS, SIZES);
  assertEquals(drawReviewSubset(REVIEWS, SIZES), subset);
  assertNotEquals(drawReviewSubset(REVIEWS, { ...SIZES, seed: 8 }).train, subset.train);
  const larger = drawReviewSubset(REVIEWS, { ...SIZES, train: 120 });
  assertEquals(larger.validation, subset.validation);
  assertEquals(larger.test, subset.test);
  assertEquals(new Set(larger.train).intersection(new Set(subset.train)).size, 80);
});

Deno.test("drawReviewSubset passes over a text that occurs again, also across the corpus' border", () => {
  const repeated: Review[] = REVIEWS.map((review, i) => ({
    ...review,
    // The first review of each label in training comes again as the second there, and as the first in test.
    text: REVIEWS[{ 1: 0, 101: 100, 200: 0, 250: 100 }[i] ?? i]!.text,
  }));
  const all = { seed: 1, train: 100, validation: 98, test: 98 };
  const { train, validation, test } = drawReviewSubset(repeated, all);
  const drawn = [...train, ...validation, ...test];
  assertEquals(new Set(drawn.map((at) => repeated[at]!.text)).size, 100 + 98 + 98);
  assertEquals([1, 101, 200, 250].filter((at) => drawn.includes(at)), []);
  assertThrows(
    () => drawReviewSubset(repeated, { ...all, train: 102 }),
    RangeError,
    "Cannot draw 100 reviews of train/neg: the corpus has 99 of different text",
  );
});

Deno.test("drawReviewSubset refuses a size that cannot be halved", () => {
  for (const train of [0, 7, -2, 2.5]) {
    assertThrows(
      () => drawReviewSubset(REVIEWS, { ...SIZES, train }),
      RangeError,
      `Cannot draw ${train} reviews for train`,
    );
  }
});
