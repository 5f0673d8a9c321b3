import type { Span } from "./chronological_split.ts";
import type { Review } from "./review_corpus.ts";
import { tokenise } from "./review_tokens.ts";
import { PADDING_ID, UNKNOWN_ID, type Vocabulary } from "./review_vocabulary.ts";

/**
 * Where a review shorter than the sequence stands, and which state is read out:
 * - `post`: text first, padding after it; the last step's state is read, after all of the padding.
 * - `pre`: padding first, text after it; the last step is the last token.
 * - `true-last`: text first, padding after it; the state at the last token is read, and lengths say where that is.
 */
export const PADDING_MODES = ["post", "pre", "true-last"] as const;
/** One of the padding modes. */
export type PaddingMode = (typeof PADDING_MODES)[number];

/** A batch of reviews as a network reads them. */
export interface ReviewBatch {
  /** [count, length]: the ids of one review are contiguous, in the order of the text. */
  readonly ids: Int32Array<ArrayBuffer>;
  /** [count]: steps of text in each review, at least 1; given for `true-last` alone. */
  readonly lengths?: Int32Array<ArrayBuffer>;
  /** [count]: 1 for a positive review, 0 for a negative one. */
  readonly labels: Float32Array<ArrayBuffer>;
}

/** How reviews become sequences. */
export interface ReviewDataOptions {
  /** Built from the training part alone. */
  readonly vocabulary: Vocabulary;
  /** Steps in a sequence, at least 1. */
  readonly length: number;
  /** A factor of the experiment. */
  readonly padding: PaddingMode;
  /** Which tokens of a longer review are kept: its first `length`, unless `end` says its last. The same in every mode. */
  readonly keep?: "start" | "end";
}

/**
 * Reviews as sequences of token ids of one length. What is cut off is forgotten at once; padding is added batch by batch. A
 * review without any token counts as one unknown token, so that every sequence has a true last step.
 */
export class ReviewData {
  /** How many reviews there are. */
  readonly size: number;
  /** Steps in a sequence. */
  readonly length: number;
  /** Where padding stands. */
  readonly padding: PaddingMode;
  /** [size]: 1 for a positive review, 0 for a negative one. */
  readonly labels: Float32Array<ArrayBuffer>;
  /** The kept ids of all reviews, one after the other. */
  readonly #ids: Int32Array<ArrayBuffer>;
  /** [size + 1]: where each review begins among them. */
  readonly #offsets: Uint32Array<ArrayBuffer>;

  /**
   * Tokenises, cuts and encodes reviews.
   * @throws RangeError when `length` is not a positive integer
   */
  constructor(
    reviews: readonly Pick<Review, "text" | "label">[],
    { vocabulary, length, padding, keep = "start" }: ReviewDataOptions,
  ) {
    if (!Number.isInteger(length) || length < 1) {
      throw new RangeError(`Cannot cut reviews to ${length} tokens: expected a positive integer`);
    }
    this.size = reviews.length;
    this.length = length;
    this.padding = padding;
    this.labels = Float32Array.from(reviews, ({ label }) => label === "pos" ? 1 : 0);
    this.#offsets = new Uint32Array(reviews.length + 1);
    const encoded = reviews.map(({ text }, i) => {
      const tokens = tokenise(text);
      const kept = keep === "start" ? tokens.slice(0, length) : tokens.slice(-length);
      const ids = kept.length > 0 ? vocabulary.encode(kept) : Int32Array.of(UNKNOWN_ID);
      this.#offsets[i + 1] = this.#offsets[i]! + ids.length;
      return ids;
    });
    this.#ids = new Int32Array(this.#offsets[reviews.length]!);
    encoded.forEach((ids, i) => this.#ids.set(ids, this.#offsets[i]!));
  }

  /** [1 … length]: the ids of a review's kept tokens, without padding; a view, not to be written to. */
  tokensOf(index: number): Int32Array<ArrayBuffer> {
    return this.#ids.subarray(this.#offsets[index]!, this.#offsets[index + 1]!);
  }

  /** The steps of a review's sequence that hold text; the others hold padding. */
  textSteps(index: number): Span {
    const tokens = this.#offsets[index + 1]! - this.#offsets[index]!;
    const start = this.padding === "pre" ? this.length - tokens : 0;
    return { start, end: start + tokens };
  }

  /**
   * Gathers the reviews at `indices[from] … indices[from + count − 1]`.
   *
   * @param indices positions among the reviews, in any order
   * @param out buffers of an earlier batch of the same size to fill again, instead of new ones
   * @throws RangeError when `indices` has no such entries, an entry is no review's position, or `out` has another size
   */
  gather(indices: Uint32Array, from: number, count: number, out?: ReviewBatch): ReviewBatch {
    const { length } = this;
    if (from < 0 || count < 1 || from + count > indices.length) {
      throw new RangeError(
        `Cannot gather ${count} reviews from entry ${from}: ${indices.length} indices are given`,
      );
    }
    const batch = out ?? this.#newBatch(count);
    if (
      batch.ids.length !== count * length || batch.labels.length !== count ||
      batch.lengths?.length !== (this.padding === "true-last" ? count : undefined)
    ) {
      throw new RangeError(
        `Cannot gather ${count} reviews of ${length} tokens into buffers of ${batch.ids.length} ` +
          `ids, ${batch.lengths?.length ?? "no"} lengths and ${batch.labels.length} labels`,
      );
    }
    batch.ids.fill(PADDING_ID);
    for (let sample = 0; sample < count; sample++) {
      const index = indices[from + sample]!;
      if (index >= this.size) {
        throw new RangeError(`Cannot gather review ${index}: there are ${this.size}`);
      }
      const tokens = this.tokensOf(index);
      batch.ids.set(tokens, sample * length + this.textSteps(index).start);
      batch.labels[sample] = this.labels[index]!;
      if (batch.lengths !== undefined) batch.lengths[sample] = tokens.length;
    }
    return batch;
  }

  #newBatch(count: number): ReviewBatch {
    return {
      ids: new Int32Array(count * this.length),
      ...(this.padding === "true-last" && { lengths: new Int32Array(count) }),
      labels: new Float32Array(count),
    };
  }
}
