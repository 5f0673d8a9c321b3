import { assertAlmostEquals, assertEquals } from "@std/assert";
import { momentsOf, spectralNorm, stateNorms } from "../../src/experiments/norms.ts";

Deno.test("stateNorms takes the Euclidean norm over units, sample by sample and step by step", () => {
  const trace = Float32Array.of(3, 4, 0, 5, 6, 8, 0, 0);
  assertEquals([...stateNorms(trace, 2)], [5, 5, 10, 0]);
});

Deno.test("momentsOf gives mean and population deviation, and zeros for nothing", () => {
  assertEquals(momentsOf([1, 3]), { mean: 2, standardDeviation: 1 });
  assertEquals(momentsOf([]), { mean: 0, standardDeviation: 0 });
});

Deno.test("spectralNorm finds the largest singular value, not the largest eigenvalue", () => {
  assertAlmostEquals(spectralNorm([2, 0, 0, -3], 2), 3, 1e-9);
  // Nilpotent: both eigenvalues are zero.
  assertAlmostEquals(spectralNorm([0, 5, 0, 0], 2), 5, 1e-9);
  assertEquals(spectralNorm([0, 0, 0, 0], 2), 0);
});
