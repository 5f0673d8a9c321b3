import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { forecastErrors } from "../../src/experiments/forecast_errors.ts";

Deno.test("errors of three forecasts are those worked by hand, in standardised units and in kW", () => {
  const predictions = Float32Array.of(1, 2, 5), targets = Float32Array.of(2, 2, 2);
  assertEquals(forecastErrors(predictions, targets, { mean: 7, standardDeviation: 3 }), {
    mse: 10 / 3,
    mae: 4 / 3,
    mseKw: 30,
    maeKw: 4,
    windows: 3,
  });
});

Deno.test("errors are those of the values taken back to kW", () => {
  const value = fc.float({ min: -8, max: 8, noNaN: true });
  fc.assert(fc.property(
    fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 }),
    fc.double({ min: 0.1, max: 5, noNaN: true }),
    (pairs, standardDeviation) => {
      const mean = 1.1;
      const kilowatts = (standardised: number): number => standardised * standardDeviation + mean;
      const errors = pairs.map(([a, b]) => kilowatts(a) - kilowatts(b));
      const found = forecastErrors(
        Float32Array.from(pairs, ([a]) => a),
        Float32Array.from(pairs, ([, b]) => b),
        { mean, standardDeviation },
      );
      const average = (values: number[]): number =>
        values.reduce((a, b) => a + b, 0) / values.length;
      assertAlmostEquals(found.mseKw, average(errors.map((e) => e * e)), 1e-9);
      assertAlmostEquals(found.maeKw, average(errors.map(Math.abs)), 1e-10);
    },
  ));
});
