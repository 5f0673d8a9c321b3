import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fitLine } from "../../src/report/line_fit.ts";

Deno.test("points on a line give its slope and R² of 1", () => {
  fc.assert(fc.property(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: 3, max: 20 }),
    (slope, intercept, count) => {
      const xs = Array.from({ length: count }, (_, i) => i);
      const fit = fitLine(xs, xs.map((x) => slope * x + intercept))!;
      return Math.abs(fit.slope - slope) < 1e-9 && Math.abs(fit.rSquared - 1) < 1e-9;
    },
  ));
});

Deno.test("fitLine agrees with a fit worked by hand", () => {
  // Means 2 and 2; Σdx² = 2, Σdxdy = 1, Σdy² = 2: slope 1/2, R² 1/4.
  const fit = fitLine([1, 2, 3], [1, 3, 2])!;
  assertAlmostEquals(fit.slope, 0.5, 1e-15);
  assertAlmostEquals(fit.rSquared, 0.25, 1e-15);
});

Deno.test("a weight of two is a point twice, a weight of zero none", () => {
  assertEquals(fitLine([0, 1, 2], [0, 3, 1], [1, 2, 1]), fitLine([0, 1, 1, 2], [0, 3, 3, 1]));
  assertEquals(fitLine([0, 1, 2], [0, 3, 1], [1, 1, 0]), fitLine([0, 1], [0, 3]));
});

Deno.test("there is no line through one place", () => {
  assertEquals(fitLine([], []), null);
  assertEquals(fitLine([1, 1], [0, 1]), null);
  assertEquals(fitLine([0, 1], [0, 1], [1, 0]), null);
});
