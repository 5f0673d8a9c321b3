/**
 * Sentences that say something about the film's worth. A *clause* calls one thing good or bad, or says that it is not; a
 * sentence is a clause, or two set against each other of which the second decides. So a word counts as it stands, turned
 * round, or not at all, and only the words around it tell which.
 */
import type { RandomStream } from "../core/random.ts";
import { chance } from "./draws.ts";
import type { Evidence } from "./simulated_review_evidence.ts";
import {
  ASPECTS,
  CONTRASTS,
  DEGREES,
  EVIDENCE_WORDS,
  LINKS,
  NEGATED_LINKS,
  OPENERS,
  pick,
  WORKS,
} from "./simulated_review_words.ts";

/** Of sentences of evidence, how many set one clause against another. */
const CONTRAST_SHARE = 0.2;
/** Of single clauses, how many are negated. */
const NEGATED_SHARE = 0.27;
/** Of clauses within a contrast, how many are negated. */
const NEGATED_SHARE_IN_CONTRAST = 0.25;

/** Tokens, and the evidence in them with positions counted from their start. */
export interface EvidenceSentence {
  /** Names with their capital; no capital at the start of the sentence. */
  readonly tokens: readonly string[];
  /** In the order of the text. */
  readonly evidence: readonly Evidence[];
}

/** Tokens, and the place of the word of evidence among them. */
interface Clause {
  readonly tokens: readonly string[];
  readonly at: number;
  readonly negated: boolean;
}

/** A clause whose meaning is `sense`; a negated one says so with a word of the other side. */
function clause(stream: RandomStream, sense: 1 | -1, negated: boolean): Clause {
  const polarity = negated ? (sense === 1 ? -1 : 1) : sense;
  const word = pick(stream, EVIDENCE_WORDS[polarity]);
  const link = pick(stream, negated ? NEGATED_LINKS : LINKS);
  const degree = chance(stream, 0.4) ? `${pick(stream, DEGREES)} ` : "";
  const before = chance(stream, 0.7)
    ? `${pick(stream, ASPECTS)} ${link} ${degree}`
    : `it ${link} ${/^[aeiou]/.test(degree || word) ? "an" : "a"} ${degree}`;
  const after = before.startsWith("it ") ? ` ${pick(stream, WORKS)}` : "";
  const tokens = `${before}${word}${after}`.split(" ");
  return { tokens, at: before.split(" ").length - 1, negated };
}

/** A sentence of evidence that counts for `sense`. */
export function evidenceSentence(stream: RandomStream, sense: 1 | -1): EvidenceSentence {
  const opener = chance(stream, 0.3) ? pick(stream, OPENERS).split(" ") : [];
  if (!chance(stream, CONTRAST_SHARE)) {
    const { tokens, at, negated } = clause(stream, sense, chance(stream, NEGATED_SHARE));
    const kind = negated ? "negated" : "plain";
    return {
      tokens: [...opener, ...tokens, "."],
      evidence: [{ at: opener.length + at, kind, negated, counts: sense }],
    };
  }
  const other = sense === 1 ? -1 : 1;
  const conceded = clause(stream, other, chance(stream, NEGATED_SHARE_IN_CONTRAST));
  const decisive = clause(stream, sense, chance(stream, NEGATED_SHARE_IN_CONTRAST));
  const tokens = [...opener];
  const evidence: Evidence[] = [];
  for (const part of pick(stream, CONTRASTS).split(" ")) {
    if (part === "{1}") {
      const at = tokens.length + conceded.at;
      evidence.push({ at, kind: "conceded", negated: conceded.negated, counts: 0 });
      tokens.push(...conceded.tokens);
    } else if (part === "{2}") {
      const at = tokens.length + decisive.at;
      evidence.push({ at, kind: "decisive", negated: decisive.negated, counts: sense });
      tokens.push(...decisive.tokens);
    } else tokens.push(part);
  }
  return { tokens: [...tokens, "."], evidence };
}
