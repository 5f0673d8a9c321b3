import { assert, assertEquals } from "@std/assert";
import { type ColourScale, colourTable, paintCells } from "../../src/explorer/colour_map.ts";

/** Red, green and blue of a canvas pixel, from 0 to 1. */
function channels(pixel: number): [number, number, number] {
  return [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255].map((byte) => byte / 255) as [
    number,
    number,
    number,
  ];
}

/** Lightness L* of CIE 1976, another measure than the one that the map is made by. */
function lightness(pixel: number): number {
  const [red, green, blue] = channels(pixel).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  ) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

/** Slopes of lightness over equal parts of a table. */
function slopes(pixels: number[], parts: number): number[] {
  const at = (part: number): number =>
    lightness(pixels[Math.round(part / parts * (pixels.length - 1))]!);
  return Array.from({ length: parts }, (_, part) => at(part + 1) - at(part));
}

for (const dark of [false, true]) {
  const when = dark ? "by night" : "by day";
  Deno.test(`equal steps of a gate look equal ${when}: lightness moves evenly and one way`, () => {
    const steps = slopes([...colourTable("gate", dark)], 16).map((slope) => dark ? slope : -slope);
    const mean = steps.reduce((sum, step) => sum + step) / steps.length;
    for (const step of steps) assert(step > 0.7 * mean && step < 1.4 * mean, `${steps}`);
  });

  Deno.test(`states leave zero evenly and alike on both sides ${when}`, () => {
    const table = [...colourTable("state", dark)];
    const up = slopes(table.slice(128), 8), down = slopes(table.slice(0, 128).reverse(), 8);
    for (const side of [up, down].map((side) => side.map((slope) => dark ? slope : -slope))) {
      const mean = side.reduce((sum, step) => sum + step) / side.length;
      for (const step of side) assert(step > 0.6 * mean && step < 1.5 * mean, `${side}`);
    }
    assert(Math.abs(lightness(table[0]!) - lightness(table[255]!)) < 8);
  });

  Deno.test(`nothing has the page's own lightness ${when}`, () => {
    const paper = lightness(dark ? 0xff1a1614 : 0xfff9fcfd);
    assert(Math.abs(lightness(colourTable("gate", dark)[0]!) - paper) < 8);
    assert(Math.abs(lightness(colourTable("state", dark)[128]!) - paper) < 8);
  });
}

Deno.test("cells stand by unit and step, beyond the ends in the colours of the ends", () => {
  const table = colourTable("gate", false), pixels = new Uint32Array(4);
  // [steps 3][units 2]
  const values = Float32Array.of(9, 9, 0, 1, -5, 7);
  paintCells(pixels, values, { units: [1, 0], from: 1, to: 3, low: 0, high: 1, table });
  assertEquals([...pixels], [table[255], table[255], table[0], table[0]]);
});

Deno.test("steps that were not run are transparent, all others opaque", () => {
  for (const scale of ["gate", "state"] satisfies ColourScale[]) {
    const table = colourTable(scale, true), pixels = new Uint32Array(2).fill(7);
    assert(table.every((pixel) => pixel >>> 24 === 255));
    paintCells(pixels, Float32Array.of(NaN, 0.5), {
      units: [0],
      from: 0,
      to: 2,
      low: 0,
      high: 1,
      table,
    });
    assertEquals(pixels[0], 0);
    assertEquals(pixels[1], table[128]);
  }
});
