import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Lane, roundUp } from "../../src/explorer/lanes.ts";
import {
  axisText,
  clockText,
  depthOf,
  linePath,
  powerText,
  roundMarks,
  unitLine,
  valueText,
} from "../../src/explorer/plot.ts";
import { GATE } from "./reading_fixture.ts";

const POWERS: Lane = { ...GATE, kind: "log", low: -4, high: 0 };

Deno.test("a lane has its highest value at the top, and what lies beyond at its edge", () => {
  assertEquals([2, 1, 0.75, 0, -1].map((value) => depthOf(GATE, value)), [0, 0, 0.25, 1, 1]);
  assertEquals([1, 0.01, 1e-4, 1e-9].map((value) => depthOf(POWERS, value)), [0, 0.5, 1, 1]);
});

Deno.test("a line goes through the middle of its steps and parts where there is no value", () => {
  const whole = { from: 0, to: 4 };
  assertEquals(linePath(GATE, [1, 0, null, 0.5], whole, 40), "M0.5 0L1.5 40M3.5 20");
  assertEquals(linePath(GATE, Float32Array.of(1, NaN, 0, 0), whole, 40), "M0.5 0M2.5 40L3.5 40");
  assertEquals(linePath(POWERS, [1, 0, 1e-4], { from: 0, to: 3 }, 40), "M0.5 0M2.5 40");
});

Deno.test("a line that is cut by the zoom comes from its neighbours outside", () => {
  assertEquals(linePath(GATE, [1, 1, 1, 1, 1], { from: 2, to: 3 }, 40), "M-0.5 0L0.5 0L1.5 0");
});

Deno.test("a unit's line is its column", () => {
  assertEquals(unitLine(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 1), Float32Array.of(2, 5));
});

Deno.test("axes end in round numbers, or in powers of ten", () => {
  assertEquals(axisText(GATE), ["1", "0"]);
  assertEquals(axisText({ ...GATE, low: -0.5, high: 0.5 }), ["0.5", "−0.5"]);
  assertEquals(axisText(POWERS), ["10⁰", "10⁻⁴"]);
  assertEquals(powerText(-12), "10⁻¹²");
});

Deno.test("values have as many digits as tell something, and a true minus sign", () => {
  const texts = [0, 0.5, -0.25, 12.345, 0.0312, 3.1e-7, -2e-9, null, undefined, NaN].map(valueText);
  assertEquals(texts, [
    "0",
    "0.500",
    "−0.250",
    "12.3",
    "0.0312",
    "3.1·10⁻⁷",
    "−2.0·10⁻⁹",
    "–",
    "–",
    "–",
  ]);
});

Deno.test("the top of an axis is a short number, and not far above what it holds", () => {
  assertEquals([0, 1, 10, 0.001, 1.0000000001].map(roundUp), [1, 1, 10, 0.001, 1]);
  fc.assert(fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
    const top = roundUp(value);
    assert(top >= value * (1 - 1e-8) && top <= 2.5 * value * (1 + 1e-8));
    assertEquals(Number(top.toPrecision(2)), Number(top.toPrecision(12)));
    assertAlmostEquals(roundUp(top) / top, 1, 1e-9);
  }));
});

Deno.test("marks are round, within their ends, and not more than wanted", () => {
  assertEquals(roundMarks(230_900, 230_959, 8)[0], 230_900);
  fc.assert(fc.property(fc.nat(1e6), fc.integer({ min: 4, max: 500 }), (low, width) => {
    const marks = roundMarks(low, low + width, 8);
    assert(marks.length >= 1 && marks.length <= 9, `${marks}`);
    assert(marks.every((mark) => mark >= low && mark <= low + width));
  }));
});

Deno.test("clocks run through midnight", () => {
  assertEquals([0, 61, 1439, 1440, 230_930].map(clockText), [
    "00:00",
    "01:01",
    "23:59",
    "00:00",
    "08:50",
  ]);
});
