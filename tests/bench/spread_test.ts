import { assertEquals, assertThrows } from "@std/assert";
import { spreadOf } from "../../src/bench/spread.ts";

Deno.test("the spread of an odd number of measurements has the middle one as its median", () => {
  assertEquals(spreadOf([30, 1, 200, 4, 10]), { minimum: 1, median: 10, maximum: 200, count: 5 });
});

Deno.test("the spread of an even number has the mean of the two in the middle", () => {
  assertEquals(spreadOf([3, 1, 100, 2]), { minimum: 1, median: 2.5, maximum: 100, count: 4 });
});

Deno.test("the spread of one measurement is that measurement", () => {
  assertEquals(spreadOf([7]), { minimum: 7, median: 7, maximum: 7, count: 1 });
});

Deno.test("a spread leaves the measurements as they are, and needs at least one", () => {
  const measurements = [2, 1];
  spreadOf(measurements);
  assertEquals(measurements, [2, 1]);
  assertThrows(() => spreadOf([]), RangeError, "Cannot summarise no measurement");
});
