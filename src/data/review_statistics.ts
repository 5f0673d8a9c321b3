/**
 * What characterises a corpus of reviews, for the real one and for a simulated one alike: the two can be laid side by side.
 */
import { type Review, REVIEW_LABELS, REVIEW_SPLITS } from "./review_corpus.ts";
import { isContrast, isNegation, tokenise } from "./review_tokens.ts";
import { UNKNOWN_ID, Vocabulary } from "./review_vocabulary.ts";

/** In per cent. */
const QUANTILES = [1, 5, 10, 25, 50, 75, 90, 95, 99] as const;
/** Width of a class of lengths in tokens, and how many there are; the last holds whatever is longer. */
const CLASS_WIDTH = 100, CLASSES = 11;
/** Sizes of a vocabulary. */
const VOCABULARY_SIZES = [1000, 2000, 5000, 10_000, 20_000] as const;

/** How often something occurs. */
export interface Occurrence {
  /** Among a thousand tokens of the corpus. */
  readonly perThousandTokens: number;
  /** Share of the reviews that hold at least one. */
  readonly shareOfReviews: number;
}

/** Statistics of a corpus; tokens are those of `tokenise`. */
export interface ReviewStatistics {
  /** How many reviews each part has, by label. */
  readonly counts: Readonly<Record<Review["split"], Readonly<Record<Review["label"], number>>>>;
  /** Tokens in a review. */
  readonly length: {
    readonly mean: number;
    readonly shortest: number;
    readonly longest: number;
    /** Quantiles (nearest rank) at 1, 5, 10, 25, 50, 75, 90, 95 and 99%. */
    readonly quantiles: readonly { readonly at: number; readonly tokens: number }[];
    /** Share of the reviews of `from` tokens up to the next class, in classes of 100; the last is open. */
    readonly histogram: readonly { readonly from: number; readonly share: number }[];
  };
  /** Different tokens in the corpus. */
  readonly distinctTokens: number;
  /** Share of the test part's tokens that a vocabulary of the training part knows, by its size in ids. */
  readonly coverage: readonly { readonly size: number; readonly share: number }[];
  /** `not`, `never`, `don't`, …. */
  readonly negations: Occurrence;
  /** `but`, `although`, …. */
  readonly contrasts: Occurrence;
  /** Tokens between marks that end a sentence. */
  readonly tokensPerSentence: number;
  /** Reviews whose text occurs earlier in canonical order: all of them, and those in the test part that repeat a training text. */
  readonly repeated: { readonly all: number; readonly acrossParts: number };
}

/**
 * Computes the statistics of a corpus.
 * @throws RangeError when either part is empty
 */
export function reviewStatistics(reviews: readonly Review[]): ReviewStatistics {
  for (const split of REVIEW_SPLITS) {
    if (!reviews.some((review) => review.split === split)) {
      throw new RangeError(`Cannot describe a corpus without reviews in its ${split} part`);
    }
  }
  const lengths: number[] = [];
  const distinct = new Set<string>();
  const testCounts = new Map<string, number>();
  const negations = new OccurrenceCount(), contrasts = new OccurrenceCount();
  let tokens = 0, sentences = 0;
  for (const { split, text } of reviews) {
    const found = tokenise(text);
    lengths.push(found.length);
    tokens += found.length;
    negations.add(found.filter(isNegation).length);
    contrasts.add(found.filter(isContrast).length);
    for (const token of found) {
      distinct.add(token);
      if (token === "." || token === "!" || token === "?") sentences++;
      if (split === "test") testCounts.set(token, (testCounts.get(token) ?? 0) + 1);
    }
  }
  lengths.sort((a, b) => a - b);
  return {
    counts: { train: countLabels(reviews, "train"), test: countLabels(reviews, "test") },
    length: {
      mean: tokens / reviews.length,
      shortest: lengths[0]!,
      longest: lengths[lengths.length - 1]!,
      quantiles: QUANTILES.map((at) => ({
        at,
        tokens: lengths[Math.ceil(lengths.length * at / 100) - 1]!,
      })),
      histogram: histogramOf(lengths),
    },
    distinctTokens: distinct.size,
    coverage: measureCoverage(reviews, testCounts),
    negations: negations.over(tokens, reviews.length),
    contrasts: contrasts.over(tokens, reviews.length),
    tokensPerSentence: tokens / sentences,
    repeated: countRepeated(reviews),
  };
}

function histogramOf(lengths: readonly number[]): ReviewStatistics["length"]["histogram"] {
  const counts = Array<number>(CLASSES).fill(0);
  for (const length of lengths) counts[Math.min(Math.floor(length / CLASS_WIDTH), CLASSES - 1)]!++;
  return counts.map((count, i) => ({ from: i * CLASS_WIDTH, share: count / lengths.length }));
}

class OccurrenceCount {
  #total = 0;
  #reviews = 0;

  add(inReview: number): void {
    this.#total += inReview;
    if (inReview > 0) this.#reviews++;
  }

  over(tokens: number, reviews: number): Occurrence {
    return {
      perThousandTokens: 1000 * this.#total / tokens,
      shareOfReviews: this.#reviews / reviews,
    };
  }
}

function countLabels(
  reviews: readonly Review[],
  split: Review["split"],
): Record<Review["label"], number> {
  const [neg, pos] = REVIEW_LABELS.map((label) =>
    reviews.filter((review) => review.split === split && review.label === label).length
  );
  return { neg: neg!, pos: pos! };
}

function measureCoverage(
  reviews: readonly Review[],
  testCounts: ReadonlyMap<string, number>,
): ReviewStatistics["coverage"] {
  const largest = Vocabulary.build(trainingTokens(reviews), Math.max(...VOCABULARY_SIZES));
  let all = 0;
  for (const count of testCounts.values()) all += count;
  return VOCABULARY_SIZES.map((size) => {
    let known = 0;
    for (const [token, count] of testCounts) {
      const id = largest.idOf(token);
      // A smaller vocabulary is the beginning of a larger one.
      if (id !== UNKNOWN_ID && id < size) known += count;
    }
    return { size, share: known / all };
  });
}

function* trainingTokens(reviews: readonly Review[]): Generator<string[]> {
  for (const { split, text } of reviews) if (split === "train") yield tokenise(text);
}

function countRepeated(reviews: readonly Review[]): ReviewStatistics["repeated"] {
  const seen = new Set<string>(), training = new Set<string>();
  let all = 0, acrossParts = 0;
  for (const { split, text } of reviews) {
    if (seen.has(text)) all++;
    if (split === "test" && training.has(text)) acrossParts++;
    seen.add(text);
    if (split === "train") training.add(text);
  }
  return { all, acrossParts };
}
