import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { mcNemar } from "../../src/report/mcnemar.ts";

/** Two classifiers of which one alone is right `onlyA` times, the other alone `onlyB` times, both twice and none once. */
function hits(onlyA: number, onlyB: number): [Uint8Array, Uint8Array] {
  const rows = [
    ...Array.from({ length: onlyA }, () => [1, 0]),
    ...Array.from({ length: onlyB }, () => [0, 1]),
    [1, 1],
    [1, 1],
    [0, 0],
  ];
  return [Uint8Array.from(rows, ([a]) => a!), Uint8Array.from(rows, ([, b]) => b!)];
}

Deno.test("mcNemar is the exact two-sided binomial test, worked by hand", () => {
  // 2 · (C(10,0) + C(10,1) + C(10,2)) / 2¹⁰ = 112 / 1024.
  assertAlmostEquals(mcNemar(...hits(8, 2)).probability, 112 / 1024, 1e-12);
  assertAlmostEquals(mcNemar(...hits(5, 0)).probability, 2 / 32, 1e-12);
  assertEquals(mcNemar(...hits(8, 2)), { ...mcNemar(...hits(8, 2)), onlyA: 8, onlyB: 2 });
});

Deno.test("mcNemar does not tell an even split, or no difference, from chance", () => {
  assertEquals(mcNemar(...hits(4, 4)).probability, 1);
  assertEquals(mcNemar(...hits(0, 0)), { onlyA: 0, onlyB: 0, probability: 1 });
});

Deno.test("mcNemar is symmetric in the two classifiers", () => {
  const [a, b] = hits(9, 3);
  assertEquals(mcNemar(a, b).probability, mcNemar(b, a).probability);
  assertThrows(() => mcNemar(a, b.subarray(1)), RangeError, "Cannot compare 15 samples with 14");
});
