/** The three parts of a series, in the order of time. */
export const PARTS = ["train", "validation", "test"] as const;
/** One of the three parts. */
export type Part = (typeof PARTS)[number];

/** A run of consecutive minutes: from `start` up to, but without, `end`. */
export interface Span {
  /** The first minute. */
  readonly start: number;
  /** The minute after the last. */
  readonly end: number;
}

/** Shares of the whole in per cent, so that the borders are exact in integers. */
const SPLIT_PERCENT: Readonly<Record<Part, number>> = {
  train: 70,
  validation: 15,
  test: 15,
};

/**
 * Cuts `length` minutes into a first 70%, the next 15% and the last 15%. A part ends at the floor of its cumulative share,
 * so the parts touch, do not overlap and cover everything.
 */
export function chronologicalSplit(length: number): Readonly<Record<Part, Span>> {
  const trainEnd = Math.floor(length * SPLIT_PERCENT.train / 100);
  const validationEnd = Math.floor(
    length * (SPLIT_PERCENT.train + SPLIT_PERCENT.validation) / 100,
  );
  return {
    train: { start: 0, end: trainEnd },
    validation: { start: trainEnd, end: validationEnd },
    test: { start: validationEnd, end: length },
  };
}
