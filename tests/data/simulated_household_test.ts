import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { encodeSeries } from "../../src/data/series.ts";
import { seriesStatistics } from "../../src/data/series_statistics.ts";
import { EVENT_KINDS } from "../../src/data/household_load.ts";
import { simulateHousehold } from "../../src/data/simulated_household.ts";

const month = simulateHousehold({ seed: 7, days: 35 });

Deno.test("simulateHousehold repeats itself bit by bit and differs by seed", () => {
  const again = simulateHousehold({ seed: 7, days: 35 });
  assertEquals(encodeSeries(again.series), encodeSeries(month.series));
  assertEquals(again.events, month.events);
  const other = simulateHousehold({ seed: 8, days: 35 });
  assertNotEquals(encodeSeries(other.series), encodeSeries(month.series));
});

Deno.test("simulateHousehold begins a longer simulation with the shorter one", () => {
  const week = simulateHousehold({ seed: 7, days: 7 });
  const minutes = 7 * 1440;
  assertEquals(encodeSeries(week.series), encodeSeries(month.series.slice(0, minutes)));
  const isOver = (event: { startSecond: number; seconds: number }): boolean =>
    event.startSecond + event.seconds < 60 * minutes;
  assertEquals(week.events.filter(isOver), month.events.filter(isOver));
});

Deno.test("simulateHousehold records every kind of event in the order of start", () => {
  assertEquals(new Set(month.events.map((event) => event.kind)), new Set(EVENT_KINDS));
  for (let i = 1; i < month.events.length; i++) {
    assert(month.events[i - 1]!.startSecond <= month.events[i]!.startSecond);
  }
});

Deno.test("a simulated reading holds the power of the events under way", () => {
  let checked = 0;
  for (const event of month.events) {
    if (event.meanKilowatts !== event.peakKilowatts) continue;
    const first = Math.ceil(event.startSecond / 60);
    const last = Math.floor((event.startSecond + event.seconds) / 60);
    for (const reading of month.series.subarray(first, last)) {
      if (Number.isNaN(reading)) continue;
      // The mains voltage wanders with a standard deviation of 1.44%; six of them leave 91%.
      assertGreater(reading, 0.91 * event.meanKilowatts);
      checked++;
    }
  }
  assertGreater(checked, 10_000);
});

Deno.test("a simulated event begins with a step of its own power", () => {
  const kettles = month.events.filter((event) => event.kind === "kettle");
  const steps = kettles.map(({ startSecond, meanKilowatts }) => {
    const minute = Math.floor(startSecond / 60);
    return (month.series[minute + 1]! - month.series[minute - 1]!) / meanKilowatts;
  }).filter((step) => !Number.isNaN(step)).sort((a, b) => a - b);
  const median = steps[Math.floor(steps.length / 2)]!;
  assertGreater(median, 0.8);
  assertLess(median, 1.2);
});

Deno.test("simulated readings are multiples of 2 W, missing in the recorded gaps alone", () => {
  // Eight weeks of this seed hold a gap of two days and one of forty minutes.
  const { series, gaps } = simulateHousehold({ seed: 2007, days: 56 });
  const missing = new Set<number>();
  for (const gap of gaps) {
    for (let i = 0; i < gap.minutes; i++) missing.add(gap.startMinute + i);
  }
  assertGreater(missing.size, 1440);
  series.forEach((reading, minute) => {
    assertEquals(Number.isNaN(reading), missing.has(minute));
    if (!Number.isNaN(reading)) assertEquals(Math.fround(Math.round(reading * 500) / 500), reading);
  });
});

Deno.test("half a simulated year resembles the real half-year in its statistics", () => {
  const { series } = simulateHousehold({ seed: 2007, days: 181 });
  const found = seriesStatistics(series);
  // In brackets: Global_active_power from January to June 2007.
  const within = (value: number, low: number, high: number): void => {
    assertGreater(value, low);
    assertLess(value, high);
  };
  within(found.mean, 1.0, 1.3); // (1.165)
  within(found.standardDeviation, 1.0, 1.3); // (1.182)
  within(found.skewness, 1.3, 2.5); // (1.70)
  within(found.maximum, 7.5, 12); // (10.67)
  within(found.autocorrelation[0]!.value, 0.955, 0.975); // (0.964)
  within(found.persistence.meanSquaredError, 0.05, 0.08); // (0.071)
  within(found.missing.minutes / found.minutes, 0.003, 0.04); // (0.0145)
  const evening = found.dailyProfile.slice(18, 22).reduce((sum, value) => sum + value) / 4;
  const night = found.dailyProfile.slice(1, 5).reduce((sum, value) => sum + value) / 4;
  within(evening / night, 2, 5); // (3.6)
});

Deno.test("simulateHousehold refuses a number of days that is no positive integer", () => {
  assertThrows(() => simulateHousehold({ seed: 1, days: 0.5 }), RangeError, "simulate 0.5 days");
  assertThrows(() => simulateHousehold({ seed: -1, days: 1 }), RangeError, "as seed");
});
