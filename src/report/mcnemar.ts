/**
 * McNemar's test of two classifiers on the same samples, in its exact form: of the samples that one alone gets right, each
 * classifier should win half. Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
 * percentages", Psychometrika 12 (1947).
 */
import binomial from "@stdlib/stats-base-dists-binomial-cdf";

/** The outcome for two classifiers, a and b. */
export interface McNemar {
  /** Samples that a alone gets right. */
  readonly onlyA: number;
  /** Samples that b alone gets right. */
  readonly onlyB: number;
  /** Exact two-sided binomial probability of so uneven a split if both were equally good. */
  readonly probability: number;
}

/**
 * Compares classifiers by which samples each gets right (1) and wrong (0), in one order.
 * @throws RangeError for different numbers of samples
 */
export function mcNemar(a: Uint8Array, b: Uint8Array): McNemar {
  if (a.length !== b.length) {
    throw new RangeError(`Cannot compare ${a.length} samples with ${b.length}`);
  }
  let onlyA = 0, onlyB = 0;
  a.forEach((right, i) => {
    if (right > b[i]!) onlyA++;
    if (right < b[i]!) onlyB++;
  });
  const discordant = onlyA + onlyB;
  const tail = discordant === 0 ? 1 : binomial(Math.min(onlyA, onlyB), discordant, 0.5);
  return { onlyA, onlyB, probability: Math.min(1, 2 * tail) };
}
