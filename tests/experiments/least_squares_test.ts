import { assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { leastSquares } from "../../src/experiments/least_squares.ts";

/** Fits rows of features to targets. */
function fit(rows: readonly (readonly number[])[], targets: readonly number[]): Float64Array {
  return leastSquares(rows.length, rows[0]!.length, (i, into) => {
    into.set(rows[i]!);
    return targets[i]!;
  });
}

Deno.test("a line through four points is the one worked by hand: 1.5 + x", () => {
  const [intercept, slope] = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [1, 3, 4, 4]);
  assertAlmostEquals(intercept!, 1.5, 1e-14);
  assertAlmostEquals(slope!, 1, 1e-14);
});

Deno.test("as many coefficients as observations fit exactly", () => {
  const coefficients = fit([[2, 1, 0], [0, 1, 4], [1, 0, 1]], [4, 14, 4]);
  [1, 2, 3].forEach((expected, j) => assertAlmostEquals(coefficients[j]!, expected, 1e-13));
});

Deno.test("residuals are orthogonal to every feature", () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(fc.property(
    fc.array(fc.tuple(value, value, value), { minLength: 4, maxLength: 20 }),
    (points) => {
      // A ridge of 1 in the features keeps them well apart.
      const rows = points.flatMap(([a, b, y]) => [[a, b, y]]);
      const features = [...rows.map(([a, b]) => [a!, b!, 1]), [10, 0, 0], [0, 10, 0], [0, 0, 10]];
      const targets = [...rows.map(([, , y]) => y!), 1, -1, 2];
      const coefficients = fit(features, targets);
      for (let j = 0; j < 3; j++) {
        let product = 0, scale = 0;
        features.forEach((row, i) => {
          const said = row.reduce((sum, x, k) => sum + x * coefficients[k]!, 0);
          product += row[j]! * (targets[i]! - said);
          scale += Math.abs(row[j]!) * (Math.abs(targets[i]!) + Math.abs(said));
        });
        assertLess(Math.abs(product), 1e-11 * (scale + 1));
      }
    },
  ));
});

Deno.test("features that depend on one another are a RangeError that names the first", () => {
  const target = [1, 2];
  assertThrows(
    () => fit([[3, 6], [4, 8]], target),
    RangeError,
    "feature 1 depends on those before",
  );
  assertThrows(
    () => fit([[3, 0], [4, 0]], target),
    RangeError,
    "feature 1 depends on those before",
  );
  assertThrows(
    () => fit([[0, 3], [0, 4]], target),
    RangeError,
    "feature 0 depends on those before",
  );
  assertThrows(() => fit([[1, 0, 1]], [1]), RangeError, "feature 1 depends on those before");
});

Deno.test("observations are read once each, in order", () => {
  const seen: number[] = [];
  leastSquares(5, 1, (i, into) => {
    seen.push(i);
    into[0] = 1;
    return i;
  });
  assertEquals(seen, [0, 1, 2, 3, 4]);
});
