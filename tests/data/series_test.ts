import { assertEquals, assertThrows } from "@std/assert";
import { decodeSeries, encodeSeries } from "../../src/data/series.ts";

Deno.test("encodeSeries writes little-endian f32 and the one missing bit pattern", () => {
  const oddNaN = new Float32Array(new Uint32Array([0xffc12345]).buffer);
  const series = Float32Array.of(1.5, oddNaN[0]!, -0.25);
  assertEquals(
    [...encodeSeries(series)],
    [0, 0, 0xc0, 0x3f, 0, 0, 0xc0, 0x7f, 0, 0, 0x80, 0xbe],
  );
});

Deno.test("decodeSeries gives back what was encoded, from an unaligned view too", () => {
  const series = Float32Array.of(0.082, NaN, 10.67);
  const padded = new Uint8Array(13);
  padded.set(encodeSeries(series), 1);
  assertEquals(decodeSeries(padded.subarray(1)), series);
});

Deno.test("decodeSeries refuses a file that was cut inside a value", () => {
  assertThrows(
    () => decodeSeries(new Uint8Array(10)),
    RangeError,
    "expected a multiple of 4 bytes, got 10",
  );
});
