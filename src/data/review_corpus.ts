/**
 * The canonical form of a corpus of reviews, real or simulated: JSON lines in UTF-8. The first line says what follows,
 * `{"reviews":50000,"simulated":false}`; each further line is one review as canonical JSON. Reviews are sorted, training
 * part before test part, negative before positive, then by id: the order in which an archive stores them leaves no trace.
 * Texts are kept to the character, line breaks of HTML included.
 */
import { z } from "zod";
import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";

/** The parts of the corpus as its authors cut it, in canonical order. */
export const REVIEW_SPLITS = ["train", "test"] as const;
/** The labels in canonical order; 0 and 1 for a network. */
export const REVIEW_LABELS = ["neg", "pos"] as const;

/** One part of the corpus. */
export type ReviewSplit = (typeof REVIEW_SPLITS)[number];
/** One label. */
export type ReviewLabel = (typeof REVIEW_LABELS)[number];

/** A review. Split, label and id together name it. */
export interface Review {
  /** The corpus' own part. */
  readonly split: ReviewSplit;
  /** Whether the author liked the film. */
  readonly label: ReviewLabel;
  /** Unique within its split and label, from 0. */
  readonly id: number;
  /** Stars of ten that the author gave; `null` in a simulated review. */
  readonly rating: number | null;
  /** What the author wrote. */
  readonly text: string;
}

/** A corpus in canonical order. */
export interface ReviewCorpus {
  /** Whether a grammar wrote it. */
  readonly simulated: boolean;
  /** Sorted by split, label and id. */
  readonly reviews: readonly Review[];
}

const LINE_FEED = 10;

const headerSchema = z.strictObject({
  reviews: z.int().nonnegative(),
  simulated: z.boolean(),
});

/** Below 0 when `a` stands before `b` in canonical order, 0 when both have the same name. */
export function compareReviews(a: Review, b: Review): number {
  return REVIEW_SPLITS.indexOf(a.split) - REVIEW_SPLITS.indexOf(b.split) ||
    REVIEW_LABELS.indexOf(a.label) - REVIEW_LABELS.indexOf(b.label) || a.id - b.id;
}

/** The canonical bytes of a corpus, whose reviews may come in any order. */
export function encodeReviews({ simulated, reviews }: ReviewCorpus): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const line = (value: JsonObject): Uint8Array => encoder.encode(canonicalJson(value) + "\n");
  // Line by line: the whole text as one string would take several times its size.
  const lines = [
    line({ reviews: reviews.length, simulated }),
    ...reviews.toSorted(compareReviews).map((review) => line({ ...review })),
  ];
  const bytes = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of lines) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The corpus in canonical bytes. Its lines are trusted: whoever opened the data set has checked its hash.
 * @throws SyntaxError when the first line is not the header, or other than the announced number of lines follow
 */
export function decodeReviews(bytes: Uint8Array): ReviewCorpus {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lines: unknown[] = [];
  let start = 0;
  for (let end; (end = bytes.indexOf(LINE_FEED, start)) >= 0; start = end + 1) {
    lines.push(JSON.parse(decoder.decode(bytes.subarray(start, end))));
  }
  const [first, ...reviews] = lines;
  const header = headerSchema.safeParse(first);
  if (!header.success) {
    const found = JSON.stringify(first ?? null).slice(0, 80);
    throw new SyntaxError(`Cannot read a corpus of reviews: expected a header, got ${found}`);
  }
  const { reviews: count, simulated } = header.data;
  if (reviews.length !== count || start !== bytes.length) {
    throw new SyntaxError(
      `Cannot read a corpus of reviews: expected ${count} whole lines, got ${reviews.length}`,
    );
  }
  return { simulated, reviews: reviews as Review[] };
}

/**
 * Reads a canonical corpus from a file.
 * @throws SyntaxError when it is none
 */
export async function readReviews(path: string): Promise<ReviewCorpus> {
  return decodeReviews(await Deno.readFile(path));
}
