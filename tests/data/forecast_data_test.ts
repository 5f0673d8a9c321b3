import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { PARTS } from "../../src/data/chronological_split.ts";
import { ForecastData } from "../../src/data/forecast_data.ts";

const kilowatts = fc.float({ min: 0, max: 12, noNaN: true });
const seriesOf = (length: number): fc.Arbitrary<Float32Array> =>
  fc.array(kilowatts, { minLength: length, maxLength: length })
    .filter((values) => new Set(values.slice(0, length * 0.7)).size > 1)
    .map((values) => Float32Array.from(values));

Deno.test("ForecastData keeps each window and its target within one part", () => {
  fc.assert(fc.property(
    fc.integer({ min: 100, max: 400 }),
    fc.integer({ min: 1, max: 12 }),
    (length, window) => {
      const data = new ForecastData(Float32Array.from({ length }, (_, i) => i % 7), { window });
      for (const part of PARTS) {
        const { start, end } = data.split[part];
        for (const s of data.starts[part]) assert(s >= start && s + window < end);
        assertEquals(data.starts[part].length, end - start - window);
      }
    },
  ));
});

Deno.test("ForecastData's scaling and training batches ignore what validation and test hold", () => {
  fc.assert(
    fc.property(
      seriesOf(100),
      fc.array(kilowatts, { minLength: 30, maxLength: 30 }),
      (a, later) => {
        const b = Float32Array.from(a);
        b.set(later, 70);
        const first = new ForecastData(a, { window: 5 }),
          second = new ForecastData(b, { window: 5 });
        assertEquals(first.scaling, second.scaling);
        const count = first.starts.train.length;
        assertEquals(
          first.gather(first.starts.train, 0, count),
          second.gather(second.starts.train, 0, count),
        );
      },
    ),
  );
});

Deno.test("ForecastData standardises the training part to mean 0 and deviation 1", () => {
  fc.assert(fc.property(seriesOf(200), (series) => {
    const data = new ForecastData(series, { window: 3 });
    const train = data.values.subarray(0, 140);
    const mean = train.reduce((sum, value) => sum + value, 0) / 140;
    const variance = train.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / 140;
    // Values lie up to a dozen deviations from 0, each rounded to 24 bits.
    assertAlmostEquals(mean, 0, 1e-6);
    assertAlmostEquals(variance, 1, 1e-5);
  }));
});

Deno.test("ForecastData leaves missing values out of the scaling", () => {
  const series = Float32Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : 3));
  series.fill(NaN, 20, 40);
  assertEquals(new ForecastData(series, { window: 4 }).scaling, { mean: 2, standardDeviation: 1 });
});

Deno.test("gather lays windows out one after another with the next value as target", () => {
  const series = Float32Array.from({ length: 100 }, (_, i) => i);
  const data = new ForecastData(series, { window: 3 });
  const { inputs, targets } = data.gather(Uint32Array.of(9, 5, 70), 1, 2);
  const minutes = (values: Float32Array): number[] =>
    [...values].map((value) => Math.round(data.toKilowatts(value)));
  assertEquals(minutes(inputs), [5, 6, 7, 70, 71, 72]);
  assertEquals(minutes(targets), [8, 73]);
});

Deno.test("gather fills the buffers that it is given", () => {
  const data = new ForecastData(Float32Array.from({ length: 100 }, (_, i) => i % 5), { window: 3 });
  const first = data.gather(data.starts.train, 0, 4);
  const fresh = data.gather(data.starts.train, 4, 4);
  const again = data.gather(data.starts.train, 4, 4, first);
  assertStrictEquals(again, first);
  assertEquals(again, fresh);
});

Deno.test("gather refuses absent starts, windows beyond the series and buffers of another size", () => {
  const data = new ForecastData(Float32Array.from({ length: 100 }, (_, i) => i % 5), { window: 3 });
  const starts = data.starts.test;
  assertThrows(() => data.gather(starts, 0, starts.length + 1), RangeError, "12 starts are given");
  assertThrows(() => data.gather(Uint32Array.of(97), 0, 1), RangeError, "beyond 100 values");
  const out = data.gather(starts, 0, 2);
  assertThrows(() => data.gather(starts, 0, 3, out), RangeError, "6 inputs and 2 targets");
});

Deno.test("ForecastData refuses a part without a window, naming it", () => {
  const series = Float32Array.from({ length: 100 }, (_, i) => i % 5);
  series.fill(NaN, 75, 80);
  assertThrows(
    () => new ForecastData(series, { window: 8 }),
    RangeError,
    "from the validation part: it has 15 values, and 7 windows cross a gap",
  );
});

Deno.test("ForecastData refuses a training part that is constant or missing", () => {
  const options = { window: 2 };
  assertThrows(
    () => new ForecastData(new Float32Array(100).fill(1.5), options),
    RangeError,
    "all 70 values are 1.5",
  );
  assertThrows(
    () => new ForecastData(new Float32Array(100).fill(NaN), options),
    RangeError,
    "all 70 are missing",
  );
});
