/**
 * Simulated reviews: a small grammar writes them from a seed alone, and every piece of evidence in them is on record. They
 * stand in for the real corpus where it may not be fetched, and know what the real one cannot tell: which words bear on the
 * label, how, and where they stand.
 *
 * A review is filler and sentences of evidence, mixed evenly from its first token to its last. Each sentence of evidence
 * agrees with the label with the same probability, independently; the label is the sign of their sum. A network that reads
 * a part of a review therefore knows less than one that reads it all. Praise that is negated or conceded looks like praise
 * to whoever counts words: a bag of words is misled by it, a network that reads in order need not be.
 *
 * Each review draws from its own stream, so a larger corpus begins with the smaller one. Shares of negation, contrast and
 * evidence were tuned by hand until the statistics of `review_statistics` came close to those of the real corpus.
 */
import { RandomStream } from "../core/random.ts";
import { chance } from "./draws.ts";
import { type Review, REVIEW_LABELS, REVIEW_SPLITS } from "./review_corpus.ts";
import type { Evidence, ReviewEvidence } from "./simulated_review_evidence.ts";
import { fillerSentence } from "./simulated_review_filler.ts";
import { drawLength } from "./simulated_review_length.ts";
import { evidenceSentence } from "./simulated_review_sentence.ts";
import { writeText } from "./simulated_review_text.ts";

/** Of all sentences, how many are evidence. */
const EVIDENCE_SHARE = 0.45;
/** Of sentences of evidence, how many agree with the label; a few more after the ties are drawn again. */
const AGREEMENT = 0.85;
/** Half a sentence: a review ends where the next sentence would lead further from its length. */
const HALF_SENTENCE = 6;

/** What fixes a simulation. */
export interface ReviewSimulationOptions {
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  /** Reviews in the training part: half of them positive. */
  readonly train: number;
  /** Reviews in the test part: half of them positive. */
  readonly test: number;
}

/** A simulation: what can be read, and what is so. Both in canonical order. */
export interface ReviewSimulation {
  /** The reviews. */
  readonly reviews: readonly Review[];
  /** The evidence of the review at the same place. */
  readonly evidence: readonly ReviewEvidence[];
}

/**
 * Simulates a corpus.
 * @throws RangeError when a part's size is not a positive even integer or the seed is not an unsigned 32-bit integer
 */
export function simulateReviews(options: ReviewSimulationOptions): ReviewSimulation {
  const reviews: Review[] = [], evidence: ReviewEvidence[] = [];
  for (const split of REVIEW_SPLITS) {
    const size = options[split];
    if (!Number.isInteger(size) || size < 2 || size % 2 !== 0) {
      throw new RangeError(`Cannot simulate ${size} reviews: expected a positive even integer`);
    }
    for (const label of REVIEW_LABELS) {
      const sense = label === "pos" ? 1 : -1;
      for (let id = 0; id < size / 2; id++) {
        const stream = new RandomStream(options.seed, `simulated-reviews/${split}/${label}`, id);
        const draft = draftUntilAgreed(stream, sense);
        reviews.push({ split, label, id, rating: null, text: writeText(draft.sentences) });
        evidence.push({ split, label, id, evidence: draft.evidence });
      }
    }
  }
  return { reviews, evidence };
}

interface Draft {
  readonly sentences: readonly (readonly string[])[];
  readonly evidence: readonly Evidence[];
}

/** Drafts reviews of one length until the evidence of one adds up to the label. */
function draftUntilAgreed(stream: RandomStream, sense: 1 | -1): Draft {
  const length = drawLength(stream);
  for (;;) {
    const draft = draftReview(stream, sense, length);
    const sum = draft.evidence.reduce((total, { counts }) => total + counts, 0);
    if (sum * sense > 0) return draft;
  }
}

function draftReview(stream: RandomStream, sense: 1 | -1, length: number): Draft {
  const sentences: (readonly string[])[] = [], evidence: Evidence[] = [];
  for (let written = 0; written === 0 || written < length - HALF_SENTENCE;) {
    let tokens: readonly string[];
    if (chance(stream, EVIDENCE_SHARE)) {
      const sentence = evidenceSentence(
        stream,
        chance(stream, AGREEMENT) ? sense : (sense === 1 ? -1 : 1),
      );
      tokens = sentence.tokens;
      evidence.push(...sentence.evidence.map((piece) => ({ ...piece, at: written + piece.at })));
    } else tokens = fillerSentence(stream);
    sentences.push(tokens);
    written += tokens.length;
  }
  return { sentences, evidence };
}
