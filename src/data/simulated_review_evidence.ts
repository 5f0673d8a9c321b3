/**
 * The truth behind simulated reviews: which token is evidence, of what kind, and how it counts. On disk it is canonical JSON,
 * labelled as simulated, with a tuple of four numbers for each piece, as `fields` names them.
 */
import { z } from "zod";
import { canonicalJson } from "../core/canonical_json.ts";
import {
  REVIEW_LABELS,
  REVIEW_SPLITS,
  type ReviewLabel,
  type ReviewSplit,
} from "./review_corpus.ts";

/** A word as it stands, turned round by a negation, in a clause that is conceded, or in the one that decides after it. */
export const EVIDENCE_KINDS = ["plain", "negated", "conceded", "decisive"] as const;

/** One word of praise or blame. */
export interface Evidence {
  /** Position among the review's tokens, from 0. */
  readonly at: number;
  /** What the sentence makes of the word. */
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  /** Whether a negation turns it: always in `negated`, never in `plain`, sometimes in the others. */
  readonly negated: boolean;
  /** For the label: 1 for praise, −1 for blame, 0 for what is conceded. */
  readonly counts: -1 | 0 | 1;
}

/** The evidence of one review. Its label is the sign of the sum of `counts`, which is not 0. */
export interface ReviewEvidence {
  /** As in the review. */
  readonly split: ReviewSplit;
  /** As in the review. */
  readonly label: ReviewLabel;
  /** As in the review. */
  readonly id: number;
  /** In the order of the text. */
  readonly evidence: readonly Evidence[];
}

const FIELDS = ["at", "kind", "negated", "counts"];

const recordSchema = z.strictObject({
  simulated: z.literal(true),
  seed: z.int(),
  fields: z.tuple(FIELDS.map((field) => z.literal(field)) as [z.ZodLiteral<string>]),
  kinds: z.tuple(EVIDENCE_KINDS.map((kind) => z.literal(kind)) as [z.ZodLiteral<string>]),
  reviews: z.array(z.strictObject({
    split: z.enum(REVIEW_SPLITS),
    label: z.enum(REVIEW_LABELS),
    id: z.int().nonnegative(),
    evidence: z.array(z.tuple([z.int(), z.int().min(0).max(3), z.int(), z.int().min(-1).max(1)])),
  })),
});

/** The record of all evidence as canonical JSON, in the order given. */
export function encodeEvidence(
  seed: number,
  reviews: readonly ReviewEvidence[],
): Uint8Array<ArrayBuffer> {
  const text = canonicalJson({
    simulated: true,
    seed,
    fields: FIELDS,
    kinds: EVIDENCE_KINDS,
    reviews: reviews.map(({ split, label, id, evidence }) => ({
      split,
      label,
      id,
      evidence: evidence.map((
        { at, kind, negated, counts },
      ) => [at, EVIDENCE_KINDS.indexOf(kind), negated ? 1 : 0, counts]),
    })),
  });
  return new TextEncoder().encode(text);
}

/**
 * The evidence in canonical bytes, in the canonical order of the reviews.
 * @throws SyntaxError when the bytes hold no such record
 */
export function decodeEvidence(bytes: Uint8Array): ReviewEvidence[] {
  const parsed = recordSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new SyntaxError(`Cannot read a record of evidence: ${path.join(".")}: ${message}`);
  }
  return parsed.data.reviews.map(({ evidence, ...name }) => ({
    ...name,
    evidence: evidence.map(([at, kind, negated, counts]) => ({
      at,
      kind: EVIDENCE_KINDS[kind]!,
      negated: negated === 1,
      counts: counts as Evidence["counts"],
    })),
  }));
}

/**
 * Reads a record of evidence from a file.
 * @throws SyntaxError when it is none
 */
export async function readEvidence(path: string): Promise<ReviewEvidence[]> {
  return decodeEvidence(await Deno.readFile(path));
}
