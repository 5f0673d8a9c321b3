import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  dieboldMariano,
  longRunVariance,
  neweyWestBandwidth,
} from "../../src/report/diebold_mariano.ts";

Deno.test("dieboldMariano agrees with a case worked by hand", () => {
  // d = 1, 2, 3, 4: mean 5/2, γ₀ = 5/4, γ₁ = 5/16, one lag of weight 1/2, so V = 25/16 and DM = 2.5 / √(25/64) = 4;
  // corrected by √(3/4): 2√3. With three degrees of freedom P = 1 − 2/π (θ + sin θ cos θ), θ = atan(2√3 / √3).
  const result = dieboldMariano(new Float64Array([1, 2, 3, 4]), new Float64Array(4));
  assertEquals([result.meanDifferential, result.bandwidth, result.count], [2.5, 1, 4]);
  assertAlmostEquals(result.statistic, 2 * Math.sqrt(3), 1e-14);
  assertAlmostEquals(result.probability, 1 - 2 / Math.PI * (Math.atan(2) + 2 / 5), 1e-14);
});

/** Numbers in [0, 1) of three decimals, from the recurrence of ISO C's example `rand`, that any language can repeat. */
function series(count: number, seed: bigint): Float64Array {
  let x = seed;
  return Float64Array.from({ length: count }, () => {
    x = (x * 1103515245n + 12345n) % 2147483648n;
    return Number(x % 1000n) / 1000;
  });
}

Deno.test("dieboldMariano agrees with statsmodels 0.15.0 and SciPy 1.17.1", () => {
  // OLS of a − b on a constant with cov_type="HAC", maxlags=L, use_correction=False; the t value times √((n−1)/n), and
  // 2 · scipy.stats.t.sf of it. a = u², b = (0.5 v + 0.3 v₋₁ + 0.2 v₋₂)², u and v the series of seeds 1 and 2.
  const expected = [
    [12, 2, 0.25241521666666666, 4.2807080918017695, 0.0012971819623161655],
    [150, 4, 0.08350890173333333, 2.600950228461427, 0.010233540698604151],
    [1000, 6, 0.06973417055999999, 5.517638404424497, 4.377233467221789e-8],
  ] as const;
  for (const [count, bandwidth, mean, statistic, probability] of expected) {
    const u = series(count, 1n), v = series(count, 2n);
    const smooth = v.map((x, t) => 0.5 * x + 0.3 * (v[t - 1] ?? 0) + 0.2 * (v[t - 2] ?? 0));
    const result = dieboldMariano(u.map((x) => x * x), smooth.map((x) => x * x));
    assertEquals(result.bandwidth, bandwidth);
    assertAlmostEquals(result.meanDifferential, mean, 1e-14);
    assertAlmostEquals(result.statistic, statistic, 1e-10);
    assertAlmostEquals(result.probability / probability, 1, 1e-8);
  }
});

Deno.test("dieboldMariano changes sign, and nothing else, when the forecasts change places", () => {
  const losses = fc.array(fc.integer({ min: 0, max: 9000 }).map((x) => x / 1000), {
    minLength: 20,
    maxLength: 20,
  });
  fc.assert(fc.property(losses, losses, (x, y) => {
    fc.pre(new Set(x.map((value, t) => value - y[t]!)).size > 10);
    const a = Float64Array.from(x), b = Float64Array.from(y);
    const ab = dieboldMariano(a, b), ba = dieboldMariano(b, a);
    assertAlmostEquals(ab.statistic, -ba.statistic, 1e-9);
    assertAlmostEquals(ab.probability, ba.probability, 1e-9);
    assertAlmostEquals(ab.meanDifferential, -ba.meanDifferential, 1e-12);
  }));
});

Deno.test("the correction follows the horizon: √((n + 1 − 2h + h(h−1)/n) / n)", () => {
  const a = series(150, 3n), b = series(150, 4n);
  const one = dieboldMariano(a, b, 1), four = dieboldMariano(a, b, 4);
  assertEquals(four.bandwidth, one.bandwidth);
  const ratio = Math.sqrt((151 - 8 + 12 / 150) / (151 - 2));
  assertAlmostEquals(four.statistic / one.statistic, ratio, 1e-14);
  assertEquals(dieboldMariano(a, b, 11).bandwidth, 10);
});

Deno.test("equal losses give no evidence; a constant difference or unequal lengths cannot be tested", () => {
  const a = series(30, 5n);
  assertEquals(dieboldMariano(a, a).probability, 1);
  const ones = new Float64Array(30).fill(1), zeros = new Float64Array(30);
  assertThrows(() => dieboldMariano(ones, zeros), RangeError, "without variance: mean 1");
  assertThrows(() => dieboldMariano(a, a.slice(1)), RangeError, "got 30 and 29");
  assertThrows(() => dieboldMariano(a.slice(0, 1), a.slice(0, 1)), RangeError, "got 1 and 1");
});

Deno.test("the Newey–West bandwidth is ⌊4 (n/100)^(2/9)⌋, exact at its steps", () => {
  assertEquals([4, 99, 100, 39_000].map(neweyWestBandwidth), [1, 3, 4, 15]);
  for (let count = 2; count < 60_000; count += 7) {
    const real = 4 * Math.pow(count / 100, 2 / 9);
    if (Math.abs(real - Math.round(real)) > 1e-6) {
      assertEquals(neweyWestBandwidth(count), Math.floor(real), `n = ${count}`);
    }
  }
});

Deno.test("the long-run variance without lags is the population variance", () => {
  assertEquals(longRunVariance(new Float64Array([1, 3]), 2, 0), 1);
});
