import type { RandomStream } from "../core/random.ts";

/** Uniform in [low, high). */
export function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}

/** An integer uniform in low … high, both included. */
export function integerBetween(stream: RandomStream, low: number, high: number): number {
  return low + stream.integer(high - low + 1);
}

/** True with the given probability. */
export function chance(stream: RandomStream, probability: number): boolean {
  return stream.uniform() < probability;
}
