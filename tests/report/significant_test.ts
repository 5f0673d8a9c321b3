import { assertEquals, assertThrows } from "@std/assert";
import { significant } from "../../src/report/significant.ts";

Deno.test("significant keeps nine digits at any depth and leaves integers alone", () => {
  assertEquals(
    significant({
      a: [1 / 3, -123456.789012, 2 ** 40 + 1],
      b: { c: 1.5e-12 / 7, d: null, e: "x" },
    }),
    { a: [0.333333333, -123456.789, 2 ** 40 + 1], b: { c: 2.14285714e-13, d: null, e: "x" } },
  );
  assertThrows(() => significant([NaN]), RangeError, "not finite: NaN");
});
