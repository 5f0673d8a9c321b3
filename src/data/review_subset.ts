import { RandomStream } from "../core/random.ts";
import { type Review, REVIEW_LABELS, REVIEW_SPLITS } from "./review_corpus.ts";

/** How many reviews each part shall have: even numbers, as half of each part is positive. */
export interface ReviewSubsetOptions {
  /** An unsigned 32-bit integer; one for all runs of an experiment, so that all learn from the same reviews. */
  readonly seed: number;
  /** Drawn from the corpus' training part. */
  readonly train: number;
  /** Drawn from the corpus' training part as well. */
  readonly validation: number;
  /** Drawn from the corpus' test part. */
  readonly test: number;
}

/** Positions in the corpus of the reviews of each part, ascending. */
export interface ReviewSubset {
  /** [train] */
  readonly train: Uint32Array<ArrayBuffer>;
  /** [validation] */
  readonly validation: Uint32Array<ArrayBuffer>;
  /** [test] */
  readonly test: Uint32Array<ArrayBuffer>;
}

/**
 * Draws a balanced part of a corpus for training, validation and test.
 *
 * The corpus' own border between training and test holds: no film is on both sides of it. Validation is drawn from the
 * training side, so it shares films with training, and may flatter where test does not. A text that occurs again later in
 * canonical order is passed over the second time, so that no text is in two parts: the real corpus has several hundred such.
 * Validation is drawn before training: it stays the same, and a larger training part contains a smaller one, when only the
 * size of training changes.
 *
 * @param reviews in canonical order
 * @throws RangeError when a size is no positive even integer, or the corpus has too few reviews of a kind
 */
export function drawReviewSubset(
  reviews: readonly Review[],
  { seed, ...sizes }: ReviewSubsetOptions,
): ReviewSubset {
  for (const [part, size] of Object.entries(sizes)) {
    if (!Number.isInteger(size) || size < 2 || size % 2 !== 0) {
      throw new RangeError(
        `Cannot draw ${size} reviews for ${part}: expected a positive even integer`,
      );
    }
  }
  const seen = new Set<string>();
  const isNew = reviews.map(({ text }) => !seen.has(text) && seen.add(text) !== undefined);
  const drawn = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  for (const split of REVIEW_SPLITS) {
    for (const label of REVIEW_LABELS) {
      const positions = [...reviews.keys()].filter((at) =>
        isNew[at] && reviews[at]!.split === split && reviews[at]!.label === label
      );
      const parts = split === "train" ? ["validation", "train"] as const : ["test"] as const;
      const wanted = parts.reduce((sum, part) => sum + sizes[part] / 2, 0);
      if (wanted > positions.length) {
        throw new RangeError(
          `Cannot draw ${wanted} reviews of ${split}/${label}: the corpus has ${positions.length} ` +
            `of different text`,
        );
      }
      const stream = new RandomStream(seed, `review-subset/${split}/${label}`);
      const order = stream.sample(positions.length, wanted);
      let from = 0;
      for (const part of parts) {
        const to = from + sizes[part] / 2;
        for (const at of order.subarray(from, to)) drawn[part].push(positions[at]!);
        from = to;
      }
    }
  }
  const sorted = (positions: number[]): Uint32Array<ArrayBuffer> =>
    Uint32Array.from(positions).sort();
  return {
    train: sorted(drawn.train),
    validation: sorted(drawn.validation),
    test: sorted(drawn.test),
  };
}
