import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fittedLane, type Lane, placesOf } from "../../src/explorer/lanes.ts";
import { depthOf } from "../../src/explorer/plot.ts";
import { readingOf, readSample } from "../../src/explorer/reading.ts";
import { forecaster, GATE, IDS, LOAD, networkOf } from "./reading_fixture.ts";

const STATE: Lane = { ...GATE, id: "c", kind: "state", low: -2, high: 2 };

Deno.test("gates keep their axis; a state's makes room for a unit that runs away", () => {
  const whole = { from: 0, to: 3 }, unit = Float32Array.of(0.5, -7.3, NaN);
  assertEquals(fittedLane(GATE, whole, unit), GATE);
  assertEquals(fittedLane(STATE, whole), STATE);
  const { low, high } = fittedLane(STATE, whole, unit);
  assertEquals([low, high], [-8, 8]);
  assertEquals(fittedLane(STATE, { from: 0, to: 1 }, unit), STATE);
});

Deno.test("powers of ten and series fit the shown steps, whatever they hold", () => {
  const value = fc.oneof(
    fc.constant(null),
    // What kernels give is f32.
    fc.float({ min: 0, max: Math.fround(1e6), noNaN: true }),
  );
  fc.assert(fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (line, seed) => {
    const from = seed % line.length, shown = { from, to: line.length };
    for (const kind of ["log", "series"] as const) {
      const lane = fittedLane({ ...GATE, kind, line }, shown);
      assert(lane.high > lane.low);
      for (const one of line.slice(from)) {
        if (one === null) continue;
        const depth = depthOf(lane, one), back = lane.high - depth * (lane.high - lane.low);
        const place = kind === "log" ? Math.log10(one) : one;
        // Not cut off at the edge.
        assert(one === 0 || Math.abs(back - place) <= 1e-6 * Math.max(1, lane.high - lane.low));
      }
    }
  }));
});

Deno.test("lanes of two networks share a place where they do the same, in the order of the picture", async () => {
  const lanesOf = async (cell: "LSTM" | "GRU" | "SimpleRNN") => {
    const card = forecaster(cell), view = { layer: 1, direction: 0, order: "index" as const };
    const seen = readSample(await networkOf(card), card, LOAD, IDS);
    return readingOf(seen, card, view, LOAD).lanes;
  };
  const [lstm, gru, plain] = [
    await lanesOf("LSTM"),
    await lanesOf("GRU"),
    await lanesOf("SimpleRNN"),
  ];
  const names = (places: ReadonlyMap<string, Lane>): string[] =>
    [...places.values()].map(({ id }) => id);
  assertEquals(names(placesOf([lstm, gru])).slice(0, 6), ["f", "i", "g", "c", "o", "h"]);
  assertEquals(names(placesOf([gru, plain])), ["z", "r", "n", "h", "y", "dL_dh", "dy_dx"]);
  assertEquals(placesOf([lstm, gru]).size, lstm.length);
});

Deno.test("a band holds the middle four fifths of the units", async () => {
  const card = forecaster("LSTM"), seen = readSample(await networkOf(card), card, LOAD, IDS);
  const { lanes } = readingOf(seen, card, { layer: 0, direction: 0, order: "index" }, LOAD);
  const { cells, band, line } = lanes.find(({ id }) => id === "i")!;
  line.forEach((_, step) => {
    const units = [...cells!.subarray(step * 8, step * 8 + 8)].sort((a, b) => a - b);
    assertEquals([band!.low[step], band!.high[step]], [units[1], units[6]]);
  });
});
