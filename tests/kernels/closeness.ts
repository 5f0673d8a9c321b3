import { assertEquals, assertLessOrEqual } from "@std/assert";

/** Unit roundoff of f32. */
export const ROUNDOFF = 2 ** -24;

/** Fails unless both have one length and differ nowhere by more than `tolerance`; NaN fails. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assertEquals(actual.length, expected.length, what);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    // Keeps a NaN, which no later difference may replace.
    largest = Math.max(largest, Math.abs(actual[i]! - expected[i]!));
  }
  assertLessOrEqual(largest, tolerance, what);
}

/** As `assertClose`, with `tolerance` relative to the largest of `expected`, but at least to 1. */
export function assertCloseToScale(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  let scale = 1;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]!));
  assertClose(actual, expected, tolerance * scale, what);
}

/** Fails unless both hold the same bits; NaN fails. */
export function assertSameBits(actual: Float32Array, expected: Float32Array, what: string): void {
  assertEquals(actual.some(Number.isNaN), false, `${what} holds NaN`);
  assertEquals(
    new Uint32Array(actual.buffer, actual.byteOffset, actual.length),
    new Uint32Array(expected.buffer, expected.byteOffset, expected.length),
    what,
  );
}
