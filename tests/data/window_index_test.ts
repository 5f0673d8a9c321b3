import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { chronologicalSplit } from "../../src/data/chronological_split.ts";
import { windowIndex } from "../../src/data/window_index.ts";

/** A short series of distinct values with gaps. */
const gappySeries = fc.array(fc.boolean(), { minLength: 1, maxLength: 80 })
  .map((missing) => Float32Array.from(missing, (gap, i) => (gap && i % 3 !== 0 ? NaN : i)));

Deno.test("chronologicalSplit covers every minute once, in order", () => {
  fc.assert(fc.property(fc.nat(300_000), (length) => {
    const { train, validation, test } = chronologicalSplit(length);
    assertEquals(train.start, 0);
    assertEquals(validation.start, train.end);
    assertEquals(test.start, validation.end);
    assertEquals(test.end, length);
    assertEquals(train.end, Number(BigInt(length) * 70n / 100n));
    assertEquals(validation.end, Number(BigInt(length) * 85n / 100n));
  }));
});

Deno.test("windowIndex finds every admissible window once, in order, and counts the rest", () => {
  fc.assert(fc.property(
    gappySeries,
    fc.integer({ min: 1, max: 12 }),
    fc.nat(79),
    fc.nat(79),
    (series, window, a, b) => {
      const start = Math.min(a, b, series.length), end = Math.min(Math.max(a, b), series.length);
      const admitted: number[] = [];
      let dropped = 0;
      for (let s = start; s + window < end; s++) {
        if (series.subarray(s, s + window + 1).some(Number.isNaN)) dropped++;
        else admitted.push(s);
      }
      const found = windowIndex(series, { window, part: { start, end } });
      assertEquals([...found.starts], admitted);
      assertEquals(found.dropped, dropped);
    },
  ));
});

Deno.test("windowIndex drops window + g windows around an inner gap of g minutes", () => {
  const series = new Float32Array(100);
  series.fill(NaN, 40, 43);
  const { starts, dropped } = windowIndex(series, { window: 10, part: { start: 0, end: 100 } });
  assertEquals(dropped, 13);
  assertEquals(starts.length, 90 - 13);
  assertEquals([...starts.slice(28, 32)], [28, 29, 43, 44]);
});

Deno.test("windowIndex refuses a window that is no positive integer and a part beyond the series", () => {
  const series = new Float32Array(10);
  const part = { start: 0, end: 10 };
  assertThrows(() => windowIndex(series, { window: 0, part }), RangeError, "windows of 0 values");
  assertThrows(() => windowIndex(series, { window: 2.5, part }), RangeError, "positive integer");
  assertThrows(
    () => windowIndex(series, { window: 2, part: { start: 4, end: 11 } }),
    RangeError,
    "the series has 10 values",
  );
});
