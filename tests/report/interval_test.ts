import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { meanInterval } from "../../src/report/interval.ts";

Deno.test("meanInterval of 1, 2, 3 is 2 ± t(0.975, 2) / √3, worked by hand", () => {
  const { mean, halfWidth, count } = meanInterval([1, 2, 3]);
  assertEquals([mean, count], [2, 3]);
  assertAlmostEquals(halfWidth!, 4.302652729749462 / Math.sqrt(3), 1e-13);
});

Deno.test("meanInterval agrees with SciPy 1.17.1 (scipy.stats.t.interval)", () => {
  const { mean, halfWidth } = meanInterval([0.0458, 0.0461, 0.0457]);
  assertAlmostEquals(mean, 0.04586666666666667, 1e-16);
  assertAlmostEquals(halfWidth!, 0.0005171145012542316, 1e-15);
});

Deno.test("one value has a mean and no interval, no value has neither", () => {
  assertEquals(meanInterval([4]), { mean: 4, halfWidth: null, count: 1 });
  assertThrows(() => meanInterval([]), RangeError, "no values");
});
