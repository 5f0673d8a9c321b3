import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { Review } from "../../src/data/review_corpus.ts";
import { reviewStatistics } from "../../src/data/review_statistics.ts";
import { REVIEWS } from "./review_fixture.ts";

function review(split: Review["split"], label: Review["label"], text: string): Review {
  return { split, label, id: 0, rating: null, text };
}

Deno.test("reviewStatistics counts labels, lengths, negations, contrasts and sentences", () => {
  const found = reviewStatistics([
    review("train", "neg", "It isn't good. Not good at all!"),
    review("train", "pos", "Good, but long."),
    review("train", "pos", "Good"),
    review("test", "neg", "Long? No, but dull"),
  ]);
  assertEquals(found.counts, { train: { neg: 1, pos: 2 }, test: { neg: 1, pos: 0 } });
  assertEquals([found.length.shortest, found.length.longest, found.length.mean], [1, 9, 5.25]);
  assertEquals(found.length.quantiles.map(({ tokens }) => tokens), [1, 1, 1, 1, 5, 6, 9, 9, 9]);
  assertEquals(found.distinctTokens, 14);
  assertAlmostEquals(found.negations.perThousandTokens, 1000 * 3 / 21, 1e-12);
  assertEquals(found.negations.shareOfReviews, 2 / 4);
  assertAlmostEquals(found.contrasts.perThousandTokens, 1000 * 2 / 21, 1e-12);
  assertEquals(found.contrasts.shareOfReviews, 2 / 4);
  assertEquals(found.tokensPerSentence, 21 / 4);
});

Deno.test("reviewStatistics sorts lengths into classes of 100 tokens, the last of them open", () => {
  const words = (count: number): string => Array(count).fill("word").join(" ");
  const { length } = reviewStatistics([
    ...[1, 99, 100, 999].map((count) => review("train", "pos", words(count))),
    ...[1000, 2500, 150, 199].map((count) => review("test", "neg", words(count))),
  ]);
  assertEquals(length.histogram.map(({ from }) => from), [...Array(11).keys()].map((i) => 100 * i));
  const shares = [2, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2].map((count) => count / 8);
  assertEquals(length.histogram.map(({ share }) => share), shares);
});

Deno.test("reviewStatistics measures coverage of the test part by training vocabularies of several sizes", () => {
  const words = Array.from({ length: 1500 }, (_, i) => `w${i}`);
  const often = words.slice(0, 900);
  const { coverage } = reviewStatistics([
    review("train", "neg", [...words, ...often].join(" ")),
    review("test", "pos", [...often, ...words.slice(-50), ...Array(50).fill("unheard")].join(" ")),
  ]);
  const shares = Object.fromEntries(coverage.map(({ size, share }) => [size, share]));
  assertEquals(shares, {
    1000: (900 + shares1000(words, often)) / 1000,
    2000: 0.95,
    5000: 0.95,
    10000: 0.95,
    20000: 0.95,
  });
});

/** Of the last fifty words, how many a vocabulary of 998 tokens knows: the 98 rare ones that come first in code units. */
function shares1000(words: readonly string[], often: readonly string[]): number {
  const rare = words.filter((word) => !often.includes(word)).sort().slice(0, 98);
  return words.slice(-50).filter((word) => rare.includes(word)).length;
}

Deno.test("reviewStatistics tells texts that occur again, and those that cross from training to test", () => {
  const again = (at: number, change: Partial<Review>): Review => ({ ...REVIEWS[at]!, ...change });
  const { repeated } = reviewStatistics([
    ...REVIEWS.slice(0, 4),
    again(0, { id: 99 }),
    ...REVIEWS.slice(4),
    again(0, { split: "test" }),
    again(4, { id: 98 }),
  ]);
  assertEquals(repeated, { all: 3, acrossParts: 1 });
});

Deno.test("reviewStatistics refuses a corpus without a part", () => {
  assertThrows(() => reviewStatistics(REVIEWS.slice(0, 4)), RangeError, "in its test part");
  assertThrows(() => reviewStatistics([]), RangeError, "in its train part");
});
