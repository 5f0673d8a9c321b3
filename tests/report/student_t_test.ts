import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { studentQuantile, twoSidedProbability } from "../../src/report/student_t.ts";

Deno.test("studentQuantile agrees with SciPy 1.17.1 (scipy.stats.t.ppf) within 1e-13", () => {
  const expected = [
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [1000, 1.9623390808264083],
  ] as const;
  for (const [degrees, value] of expected) {
    assertAlmostEquals(studentQuantile(0.975, degrees) / value, 1, 1e-13);
    assertAlmostEquals(studentQuantile(0.025, degrees) / -value, 1, 1e-13);
  }
});

Deno.test("twoSidedProbability agrees with SciPy 1.17.1 within 1e-12, far into the tail", () => {
  const expected = [
    [2.5, 1, 0.24223788318168682],
    [2.5, 9, 0.033861827682985735],
    [-2.5, 1000, 0.012578567801090807],
    [40, 4, 2.3340163226012678e-6],
    [40, 1000, 1.0478852155173272e-209],
  ] as const;
  for (const [statistic, degrees, value] of expected) {
    assertAlmostEquals(twoSidedProbability(statistic, degrees) / value, 1, 1e-12);
  }
  assertEquals(twoSidedProbability(0, 5), 1);
});

Deno.test("student's t refuses what has no answer", () => {
  assertThrows(() => studentQuantile(1, 3), RangeError, "probability 1, degrees 3");
  assertThrows(() => studentQuantile(0.5, 0), RangeError);
  assertThrows(() => twoSidedProbability(NaN, 3), RangeError, "statistic NaN");
});
