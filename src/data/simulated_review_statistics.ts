import { type Evidence, EVIDENCE_KINDS, type ReviewEvidence } from "./simulated_review_evidence.ts";

/** Tokens read, from the start of a review. */
const PREFIXES = [50, 100, 200, 400] as const;

/** Statistics of the evidence in simulated reviews. */
export interface EvidenceStatistics {
  /** Pieces of each kind. */
  readonly counts: Readonly<Record<Evidence["kind"], number>>;
  /** Pieces that a negation turns, of whatever kind. */
  readonly negated: number;
  /** Mean number of pieces in a review. */
  readonly perReview: number;
  /**
   * Accuracy of whoever understands every piece within the first `tokens` tokens and guesses when they cancel out: the
   * ceiling for a network that reads no further.
   */
  readonly ceiling: readonly { readonly tokens: number; readonly accuracy: number }[];
}

/**
 * Computes the statistics of evidence.
 * @throws RangeError when no review is given
 */
export function evidenceStatistics(reviews: readonly ReviewEvidence[]): EvidenceStatistics {
  if (reviews.length === 0) throw new RangeError("Cannot describe the evidence of no reviews");
  const pieces = reviews.flatMap(({ evidence }) => evidence);
  const [plain, negated, conceded, decisive] = EVIDENCE_KINDS.map((kind) =>
    pieces.filter((piece) => piece.kind === kind).length
  );
  return {
    counts: { plain: plain!, negated: negated!, conceded: conceded!, decisive: decisive! },
    negated: pieces.filter((piece) => piece.negated).length,
    perReview: pieces.length / reviews.length,
    ceiling: PREFIXES.map((tokens) => ({ tokens, accuracy: ceilingAt(reviews, tokens) })),
  };
}

function ceilingAt(reviews: readonly ReviewEvidence[], tokens: number): number {
  let right = 0;
  for (const { label, evidence } of reviews) {
    let sum = 0;
    for (const { at, counts } of evidence) if (at < tokens) sum += counts;
    right += sum === 0 ? 0.5 : (sum > 0) === (label === "pos") ? 1 : 0;
  }
  return right / reviews.length;
}
