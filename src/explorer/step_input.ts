/** From what a visitor sees, kW or words, to what a network reads at each step. */
import { tokenise } from "../data/review_tokens.ts";
import type { NetworkCard, Padding } from "./network_card.ts";

/** One step of a review. */
export interface TokenStep {
  /** The token; `null` for padding. */
  readonly token: string | null;
  /** Whether the network knows it. */
  readonly known: boolean;
}

/** A review as a network reads it. */
export interface ReviewSteps {
  /** [steps]: token ids. */
  readonly ids: Int32Array<ArrayBuffer>;
  /** Valid steps, for a network that reads its true last step. */
  readonly length?: number;
  /** [steps]: what is read. */
  readonly tokens: readonly TokenStep[];
  /** Tokens beyond the last step, which are not read. */
  readonly unread: number;
}

/** Ids of a step without a token and of a token outside of the vocabulary; the data room's `Vocabulary` has the same. */
const PADDING_ID = 0, UNKNOWN_ID = 1, FIRST_WORD_ID = 2;

/** Steps of padding that are shown before the first word. */
const LEAD = 3;

/** From a little before the first word of a review to a little after the last. */
export function wordSpan(
  tokens: readonly TokenStep[],
): { readonly from: number; readonly to: number } {
  const first = tokens.findIndex(({ token }) => token !== null);
  const last = tokens.findLastIndex(({ token }) => token !== null);
  return { from: Math.max(0, first - LEAD), to: Math.min(tokens.length, last + 1 + LEAD) };
}

/** Words by id, from their list in the order of ids. */
export function wordIds(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map(words.map((word, i) => [word, i + FIRST_WORD_ID]));
}

/**
 * Loads in kW, standardised as training did: each value as f32, then in f64, rounded once to f32.
 * @throws RangeError for a network that does not forecast
 */
export function standardisedLoads(
  kilowatts: readonly number[],
  { scaling, job }: NetworkCard,
): Float32Array<ArrayBuffer> {
  if (scaling === undefined) throw new RangeError(`Cannot read kW with ${job}: it reads words`);
  const { mean, standardDeviation } = scaling;
  return Float32Array.from(kilowatts, (kw) => (Math.fround(kw) - mean) / standardDeviation);
}

/** Cuts a review to `steps` tokens from its start, encodes and pads it; a text without a token counts as one unknown token. */
export function reviewSteps(
  text: string,
  ids: ReadonlyMap<string, number>,
  steps: number,
  padding: Padding,
): ReviewSteps {
  const all = tokenise(text);
  const tokens = all.length > 0 ? all.slice(0, steps) : [""];
  const read = tokens.map((token): TokenStep => ({ token, known: ids.has(token) }));
  const pads = Array.from(
    { length: steps - tokens.length },
    (): TokenStep => ({ token: null, known: true }),
  );
  const sequence = padding === "pre" ? [...pads, ...read] : [...read, ...pads];
  return {
    ids: Int32Array.from(
      sequence,
      ({ token }) => token === null ? PADDING_ID : ids.get(token) ?? UNKNOWN_ID,
    ),
    ...(padding === "true-last" && { length: tokens.length }),
    tokens: sequence,
    unread: Math.max(0, all.length - steps),
  };
}
