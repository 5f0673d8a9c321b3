/** The words of the grammar. Words of praise and blame occur nowhere else in it: their every use is evidence. */
import type { RandomStream } from "../core/random.ts";

/** One of the given words, each as likely. */
export function pick(stream: RandomStream, words: readonly string[]): string {
  return words[stream.integer(words.length)]!;
}

/** Words of evidence by polarity, as many of each. None is built from another, so that neither side gives itself away. */
export const EVIDENCE_WORDS: Readonly<Record<1 | -1, readonly string[]>> = {
  [1]: [
    "good",
    "great",
    "wonderful",
    "brilliant",
    "moving",
    "funny",
    "clever",
    "beautiful",
  ],
  [-1]: [
    "bad",
    "awful",
    "terrible",
    "dull",
    "boring",
    "flat",
    "weak",
    "pointless",
  ],
};

/** What is praised or blamed. */
export const ASPECTS: readonly string[] = [
  "the acting",
  "the plot",
  "the dialogue",
  "the music",
  "the ending",
  "the camera work",
  "the script",
  "the pacing",
  "the humour",
  "the editing",
  "the opening scene",
  "the second half",
  "the love story",
  "the leading actor",
  "the supporting cast",
  "the direction",
];

/** Things that can be called good or bad: "it was a good film". */
export const WORKS: readonly string[] = [
  "film",
  "movie",
  "picture",
  "story",
  "piece of work",
  "way to spend an evening",
  "sequel",
  "comedy",
];

/** Links of an aspect to its quality. */
export const LINKS: readonly string[] = [
  "was",
  "is",
  "felt",
  "seemed",
  "looked",
  "turned out to be",
];

/** The same, negated. */
export const NEGATED_LINKS: readonly string[] = [
  "was not",
  "wasn't",
  "is not",
  "isn't",
  "was never",
  "did not feel",
  "didn't seem",
  "is hardly",
];

/** Words of degree; they change no sense and stand between a negation and what it turns. */
export const DEGREES: readonly string[] = [
  "very",
  "really",
  "particularly",
  "especially",
  "truly",
  "remarkably",
];

/** How two clauses are joined of which the second decides; `{1}` and `{2}` stand for them. */
export const CONTRASTS: readonly string[] = [
  "{1} , but {2}",
  "{1} but {2}",
  "{1} ; however , {2}",
  "although {1} , {2}",
  "even though {1} , in the end {2}",
  "{1} , and yet {2}",
];

/** What may stand before a sentence of evidence. */
export const OPENERS: readonly string[] = [
  "for me",
  "to my mind",
  "i thought that",
  "in my opinion",
  "i have to say that",
  "as my friends agreed ,",
];
