import { sha256 } from "../core/sha256.ts";

/** Id of a step without a token. */
export const PADDING_ID = 0;
/** Id of every token outside of the vocabulary. */
export const UNKNOWN_ID = 1;
/** Ids below this one stand for no token of their own. */
const FIRST_WORD_ID = 2;

/**
 * The tokens that a network knows, each with an id: 0 for padding, 1 for an unknown token, then the most frequent tokens of
 * the training part, the most frequent first; of tokens equally frequent, the one whose UTF-16 code units come first.
 */
export class Vocabulary {
  /** The token of id i + 2 at i. */
  readonly tokens: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  private constructor(tokens: readonly string[]) {
    this.tokens = tokens;
    this.#ids = new Map(tokens.map((token, i) => [token, i + FIRST_WORD_ID]));
  }

  /**
   * Counts tokens and keeps the most frequent.
   *
   * @param texts the tokens of each text of the training part; no other part may have a say
   * @param size how many ids there are at most, padding and unknown included
   * @throws RangeError when `size` leaves no room for a token
   */
  static build(texts: Iterable<readonly string[]>, size: number): Vocabulary {
    if (!Number.isInteger(size) || size <= FIRST_WORD_ID) {
      throw new RangeError(
        `Cannot build a vocabulary of ${size} ids: expected an integer above ${FIRST_WORD_ID}`,
      );
    }
    const counts = new Map<string, number>();
    for (const tokens of texts) {
      for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return new Vocabulary(ranked.slice(0, size - FIRST_WORD_ID).map(([token]) => token));
  }

  /**
   * A vocabulary of known tokens.
   * @param tokens the token of id 2, of id 3, and so on
   */
  static fromTokens(tokens: readonly string[]): Vocabulary {
    return new Vocabulary([...tokens]);
  }

  /** How many ids there are, padding and unknown included: the rows of an embedding. */
  get size(): number {
    return this.tokens.length + FIRST_WORD_ID;
  }

  /** Lower-case hexadecimal sha256 of the tokens in the order of their ids, each followed by a line feed. */
  get hash(): string {
    return sha256(this.tokens.map((token) => `${token}\n`).join(""));
  }

  /** The id of a token. */
  idOf(token: string): number {
    return this.#ids.get(token) ?? UNKNOWN_ID;
  }

  /** [tokens.length]: the id of each token. */
  encode(tokens: readonly string[]): Int32Array<ArrayBuffer> {
    return Int32Array.from(tokens, (token) => this.idOf(token));
  }
}
