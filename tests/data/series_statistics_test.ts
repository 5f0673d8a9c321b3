import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { seriesStatistics } from "../../src/data/series_statistics.ts";

Deno.test("seriesStatistics of a short series are those worked by hand", () => {
  const statistics = seriesStatistics(Float32Array.of(1, 1, NaN, NaN, 1, 5, NaN));
  assertEquals(statistics.minutes, 7);
  assertEquals(statistics.missing, { minutes: 3, gaps: 2, longest: 2 });
  assertEquals(statistics.mean, 2);
  assertAlmostEquals(statistics.standardDeviation, Math.sqrt(3), 1e-12);
  // Deviations −1, −1, −1, 3: third moment (−3 + 27) / 4 = 6, over 3√3.
  assertAlmostEquals(statistics.skewness, 6 / (3 * Math.sqrt(3)), 1e-12);
  assertEquals(statistics.maximum, 5);
  assertEquals(statistics.quantiles.map(({ value }) => value), [1, 1, 1, 1, 1, 5, 5]);
  // Pairs (1, 1) and (1, 5): squared changes 0 and 16, over the variance 3.
  assertAlmostEquals(statistics.persistence.meanSquaredError, 8 / 3, 1e-12);
  assertAlmostEquals(statistics.persistence.meanAbsoluteError, 2 / Math.sqrt(3), 1e-12);
  assertAlmostEquals(statistics.autocorrelation[0]!.value, (1 - 3) / 2 / 3, 1e-12);
  assertEquals(statistics.autocorrelation[5], { at: 10080, value: NaN });
});

Deno.test("seriesStatistics average by hour of the day and day of the week", () => {
  const series = Float32Array.from(
    { length: 14 * 1440 },
    (_, minute) => Math.floor(minute / 60) % 24 + 100 * (Math.floor(minute / 1440) % 7),
  );
  const { dailyProfile, weeklyProfile, autocorrelation } = seriesStatistics(series);
  assertEquals(dailyProfile, Array.from({ length: 24 }, (_, hour) => 300 + hour));
  assertEquals(weeklyProfile, Array.from({ length: 7 }, (_, day) => 100 * day + 11.5));
  assertAlmostEquals(autocorrelation[5]!.value, 1, 1e-12);
});

Deno.test("seriesStatistics refuse a series without values", () => {
  assertThrows(
    () => seriesStatistics(new Float32Array(3).fill(NaN)),
    RangeError,
    "all 3 are missing",
  );
});
