/**
 * Sequences that hold one of two patterns somewhere in noise, made from a seed alone: which pattern it is can be told wherever it
 * stands, if one has learnt the pattern and not the places where it was seen.
 */
import { RandomStream } from "../core/random.ts";
import type { Span } from "../data/chronological_split.ts";

/** The two patterns: one is the other backwards, so that no sum over the sequence tells them apart. */
const PATTERNS = [[1, 1, -1], [-1, 1, 1]] as const;
/** Steps of a pattern. */
export const PATTERN_STEPS = 3;
/** Standard deviation of what fills the other steps, and of what is added to the pattern. */
const NOISE = 0.3;

/** What fixes a set of sequences. */
export interface PatternOptions {
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  /** Keeps sets apart: no two names share a random number. */
  readonly name: string;
  /** How many sequences. */
  readonly count: number;
  /** Steps of each. */
  readonly steps: number;
  /** Where a pattern may begin: from `start`, and before `end`. */
  readonly places: Span;
}

/** A set of sequences. */
export interface PatternSet {
  /** [count, steps] */
  readonly values: Float32Array<ArrayBuffer>;
  /** [count]: 1 for the first pattern, 0 for the second. */
  readonly labels: Float32Array<ArrayBuffer>;
  /** [count]: the step at which each pattern begins. */
  readonly places: Uint32Array<ArrayBuffer>;
}

/**
 * Makes a set of sequences; each draws from its own stream.
 * @throws RangeError when a pattern could reach beyond the sequence
 */
export function shiftedPatterns({ seed, name, count, steps, places }: PatternOptions): PatternSet {
  if (places.start < 0 || places.end <= places.start || places.end - 1 + PATTERN_STEPS > steps) {
    throw new RangeError(
      `Cannot place a pattern of ${PATTERN_STEPS} steps at ${places.start} to ${
        places.end - 1
      } of ${steps}`,
    );
  }
  const set: PatternSet = {
    values: new Float32Array(count * steps),
    labels: new Float32Array(count),
    places: new Uint32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const stream = new RandomStream(seed, `shifted-patterns/${name}`, i);
    const which = stream.integer(2);
    const place = places.start + stream.integer(places.end - places.start);
    const own = set.values.subarray(i * steps, (i + 1) * steps);
    for (let t = 0; t < steps; t++) own[t] = NOISE * stream.normal();
    PATTERNS[which]!.forEach((value, k) => own[place + k]! += value);
    set.labels[i] = 1 - which;
    set.places[i] = place;
  }
  return set;
}
