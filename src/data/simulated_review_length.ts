import type { RandomStream } from "../core/random.ts";

/**
 * Lengths in tokens at shares of all reviews: the quantiles of the real corpus, whose longest reviews, of up to 2,721
 * tokens, are cut to 1,200. An average of 50,000 reviews, no text, can be told from them.
 */
const QUANTILES: readonly (readonly [share: number, tokens: number])[] = [
  [0, 14],
  [0.01, 47],
  [0.05, 72],
  [0.1, 101],
  [0.25, 143],
  [0.5, 196],
  [0.75, 317],
  [0.9, 510],
  [0.95, 665],
  [0.99, 1019],
  [1, 1200],
];

/** A length in tokens, drawn by inverting the distribution, which is linear between its quantiles. */
export function drawLength(stream: RandomStream): number {
  const share = stream.uniform();
  const next = QUANTILES.findIndex(([at]) => at > share);
  const [lowShare, low] = QUANTILES[next - 1]!, [highShare, high] = QUANTILES[next]!;
  return Math.floor(low + (high - low) * (share - lowShare) / (highShare - lowShare));
}
