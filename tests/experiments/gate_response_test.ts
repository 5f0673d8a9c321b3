import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  Correlation,
  EventResponse,
  GateStatistics,
  unitMeans,
} from "../../src/experiments/gate_response.ts";

Deno.test("GateStatistics counts values and moves within windows, never across them", () => {
  const statistics = new GateStatistics();
  // Two windows of two steps of one unit: 0 → 1, then 0.5 → 0.5.
  statistics.add(Float32Array.of(0, 1, 0.5, 0.5), 2, 2, 1);
  const { mean, standardDeviation, histogram, totalVariation } = statistics.summary();
  assertEquals(mean, 0.5);
  assertAlmostEquals(standardDeviation, Math.sqrt(0.125), 1e-12);
  assertEquals([histogram[0], histogram[10], histogram[19]], [1, 2, 1]);
  assertEquals(totalVariation, 0.5);
});

Deno.test("EventResponse averages the values around events, lag by lag", () => {
  const response = new EventResponse();
  const ramp = Float64Array.from({ length: 30 }, (_, t) => t);
  response.add(ramp, 10);
  response.add(ramp, 12);
  const { mean, standardError } = response.summary()!;
  assertEquals(mean[0], 1);
  assertEquals(mean[EventResponse.lags.indexOf(0)], 11);
  assertAlmostEquals(standardError[0]!, 1, 1e-12);
  assertEquals(new EventResponse().summary(), null);
});

Deno.test("EventResponse covers events whose lags all lie within the window", () => {
  assertEquals([9, 10, 19, 20].map((step) => EventResponse.covers(step, 30)), [
    false,
    true,
    true,
    false,
  ]);
});

Deno.test("unitMeans averages over units", () => {
  assertEquals([...unitMeans(Float32Array.of(1, 3, 5, 7), 2)], [2, 6]);
});

Deno.test("Correlation is one, minus one and zero where it must be", () => {
  const of = (x: number[], y: number[]) => {
    const correlation = new Correlation();
    correlation.add(x, y);
    return correlation.value();
  };
  assertAlmostEquals(of([1, 2, 3], [2, 4, 6]), 1, 1e-12);
  assertAlmostEquals(of([1, 2, 3], [3, 2, 1]), -1, 1e-12);
  assertAlmostEquals(of([1, 2, 1, 2], [1, 1, 2, 2]), 0, 1e-12);
  assertEquals(of([1, 1], [1, 2]), 0);
});
