import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { encodeReviews } from "../../src/data/review_corpus.ts";
import { reviewStatistics } from "../../src/data/review_statistics.ts";
import { isContrast, isNegation, tokenise } from "../../src/data/review_tokens.ts";
import {
  decodeEvidence,
  encodeEvidence,
  type Evidence,
} from "../../src/data/simulated_review_evidence.ts";
import { evidenceStatistics } from "../../src/data/simulated_review_statistics.ts";
import { EVIDENCE_WORDS } from "../../src/data/simulated_review_words.ts";
import { simulateReviews } from "../../src/data/simulated_reviews.ts";
import { learnFeatures } from "./review_learner.ts";

const OPTIONS = { seed: 5, train: 2000, test: 1000 };
const { reviews: REVIEWS, evidence: EVIDENCE } = simulateReviews(OPTIONS);
const TOKENS = REVIEWS.map(({ text }) => tokenise(text));

/** Calls `use` for each piece of evidence with the tokens around it. */
function forEachPiece(use: (piece: Evidence, tokens: readonly string[]) => void): void {
  EVIDENCE.forEach(({ evidence }, i) => evidence.forEach((piece) => use(piece, TOKENS[i]!)));
}

Deno.test("simulated reviews depend on the seed alone, and a larger corpus begins with the smaller one", () => {
  const small = { seed: 5, train: 20, test: 10 };
  const again = simulateReviews(small);
  assertEquals(simulateReviews(small), again);
  assertNotEquals(simulateReviews({ ...small, seed: 6 }).reviews, again.reviews);
  for (const split of ["train", "test"] as const) {
    for (const label of ["neg", "pos"] as const) {
      const first = REVIEWS.filter((review) => review.split === split && review.label === label);
      const of = again.reviews.filter((review) => review.split === split && review.label === label);
      assertEquals(of, first.slice(0, small[split] / 2));
    }
  }
});

Deno.test("simulated reviews come in canonical order, balanced, without a rating, and no text twice", () => {
  const found = reviewStatistics(REVIEWS);
  assertEquals(found.counts, { train: { neg: 1000, pos: 1000 }, test: { neg: 500, pos: 500 } });
  assertEquals(found.repeated, { all: 0, acrossParts: 0 });
  assert(REVIEWS.every(({ rating }) => rating === null));
  const reversed = { simulated: true, reviews: REVIEWS.toReversed() };
  assertEquals(encodeReviews(reversed), encodeReviews({ simulated: true, reviews: REVIEWS }));
});

Deno.test("evidence names the tokens of praise and blame, all of them and no others", () => {
  const words = new Set([...EVIDENCE_WORDS[1], ...EVIDENCE_WORDS[-1]]);
  TOKENS.forEach((tokens, i) => {
    const places = [...tokens.keys()].filter((at) => words.has(tokens[at]!));
    assertEquals(EVIDENCE[i]!.evidence.map(({ at }) => at), places);
  });
});

Deno.test("a piece counts by its word, turned when negated, and not at all when conceded", () => {
  forEachPiece(({ at, kind, negated, counts }, tokens) => {
    const polarity = EVIDENCE_WORDS[1].includes(tokens[at]!) ? 1 : -1;
    assertEquals(counts, kind === "conceded" ? 0 : negated ? -polarity : polarity);
    assertEquals(negated, kind === "negated" || negated && kind !== "plain");
  });
});

Deno.test("a negation stands within four tokens before what it turns, and before nothing else", () => {
  forEachPiece(({ at, negated }, tokens) => {
    assertEquals(tokens.slice(Math.max(0, at - 4), at).some(isNegation), negated);
  });
});

Deno.test("a sentence of contrast has a conceded piece and a deciding one after it, any other has neither", () => {
  forEachPiece(({ at, kind }, tokens) => {
    const start = tokens.lastIndexOf(".", at) + 1;
    const hasContrast = tokens.slice(start, tokens.indexOf(".", at)).some(isContrast);
    assertEquals(hasContrast, kind === "conceded" || kind === "decisive");
  });
  for (const { evidence } of EVIDENCE) {
    evidence.forEach(({ kind }, i) =>
      assertEquals(kind === "decisive", evidence[i - 1]?.kind === "conceded")
    );
  }
});

Deno.test("the label of a simulated review is the sign of its evidence", () => {
  EVIDENCE.forEach(({ label, evidence }, i) => {
    assertEquals(label, REVIEWS[i]!.label);
    const sum = evidence.reduce((total, { counts }) => total + counts, 0);
    assert(label === "pos" ? sum > 0 : sum < 0);
  });
});

Deno.test("lengths, negations and contrasts of simulated reviews are close to those of the real corpus", () => {
  const { length, negations, contrasts } = reviewStatistics(REVIEWS);
  const quantile = (share: number): number =>
    length.quantiles.find(({ at }) => at === share)!.tokens;
  // Real: 143, 196, 317 and 510 tokens; 14.5 negations and 8.7 contrasts among a thousand.
  for (const [share, tokens] of [[25, 143], [50, 196], [75, 317], [90, 510]] as const) {
    assertAlmostEquals(quantile(share), tokens, 0.06 * tokens, `quantile ${share}%`);
  }
  assertAlmostEquals(negations.perThousandTokens, 14.5, 1);
  assertAlmostEquals(contrasts.perThousandTokens, 8.7, 1);
});

Deno.test("evidence is spread evenly over a review: each quarter holds a quarter of it", () => {
  const quarters = [0, 0, 0, 0];
  let pieces = 0;
  EVIDENCE.forEach(({ evidence }, i) => {
    for (const { at } of evidence) quarters[Math.floor(4 * at / TOKENS[i]!.length)]! += 1;
    pieces += evidence.length;
  });
  for (const count of quarters) assertAlmostEquals(count / pieces, 0.25, 0.01);
});

Deno.test("length matters: who understands the first 50 tokens knows less than who reads 100, 200 or 400", () => {
  const { ceiling } = evidenceStatistics(EVIDENCE);
  const [at50, at100, at200, at400] = ceiling.map(({ accuracy }) => accuracy);
  assertLess(at50!, 0.88);
  assertGreater(at100! - at50!, 0.06);
  assertGreater(at200! - at100!, 0.03);
  assertGreater(at400!, 0.995);
});

Deno.test("a bag of words does clearly worse than a learner that sees negation and contrast", () => {
  const inContext = EVIDENCE.map(({ evidence }, i) =>
    evidence.map(({ at, kind, negated }) => `${kind}/${negated}/${TOKENS[i]![at]}`)
  );
  const labels = REVIEWS.map(({ label }) => label === "pos" ? 1 : 0);
  const bag = learnFeatures(TOKENS, labels, OPTIONS.train);
  const reader = learnFeatures(inContext, labels, OPTIONS.train);
  assertGreater(bag, 0.55);
  assertLess(bag, 0.75);
  assertGreater(reader, 0.95);
});

Deno.test("the record of evidence gives every piece back, and refuses another record", () => {
  const bytes = encodeEvidence(OPTIONS.seed, EVIDENCE);
  assertEquals(decodeEvidence(bytes), EVIDENCE);
  const text = new TextDecoder().decode(bytes);
  const refuses = (changed: string, message: string): void => {
    assertThrows(() => decodeEvidence(new TextEncoder().encode(changed)), SyntaxError, message);
  };
  refuses(text.replace('"simulated":true', '"simulated":false'), "evidence: simulated");
  refuses(text.replace('"negated","conceded"', '"conceded","negated"'), "evidence: kinds.1");
});

Deno.test("simulateReviews refuses sizes that cannot be halved and seeds that are none", () => {
  for (const train of [0, 3, -2, 0.5]) {
    assertThrows(
      () => simulateReviews({ ...OPTIONS, train }),
      RangeError,
      `Cannot simulate ${train} reviews: expected a positive even integer`,
    );
  }
  assertThrows(() => simulateReviews({ ...OPTIONS, seed: -1 }), RangeError, "-1 as seed");
});
