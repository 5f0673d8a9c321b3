import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { LayerInspection } from "../../src/explorer/inspection.ts";
import { halfLives, inputCorrelations, sortedUnits } from "../../src/explorer/unit_order.ts";

function layerOf(traces: LayerInspection["traces"]): LayerInspection {
  return { layer: 0, direction: 0, traces, hiddenGradient: new Float32Array() };
}

Deno.test("a unit whose gate keeps 1/2 of its state each step has a half-life of one step", () => {
  // [steps 2][hidden 3]; the second unit's mean is 1/4, the third's 2^(−1/10).
  const tenth = 0.9330329915368074;
  const f = Float32Array.of(0.5, 0.125, tenth, 0.5, 0.375, tenth);
  const lives = halfLives(layerOf({ f }), "LSTM", 3)!;
  assertAlmostEquals(lives[0]!, 1, 1e-6);
  assertAlmostEquals(lives[1]!, 0.5, 1e-6);
  assertAlmostEquals(lives[2]!, 10, 1e-4);
});

Deno.test("the GRU carries by its update gate; a SimpleRNN has no half-life", () => {
  const z = Float32Array.of(0.5, 0.5);
  assertAlmostEquals(halfLives(layerOf({ z }), "GRU", 1)![0]!, 1, 1e-6);
  assertEquals(halfLives(layerOf({ h: z }), "SimpleRNN", 1), undefined);
});

Deno.test("steps that were not run have no say in a half-life", () => {
  const f = Float32Array.of(NaN, NaN, 0.25, 0.5);
  assertAlmostEquals(halfLives(layerOf({ f }), "LSTM", 2)![0]!, 0.5, 1e-6);
  assertAlmostEquals(halfLives(layerOf({ f }), "LSTM", 2)![1]!, 1, 1e-6);
});

Deno.test("correlation is 1 along the input, −1 against it, 0 for what does not move", () => {
  const input = Float32Array.of(1, 4, 2, 8);
  const h = Float32Array.from([...input].flatMap((x) => [3 * x + 1, -x, 0.5]));
  const [along, against, still] = inputCorrelations(layerOf({ h }), input, 3);
  assertAlmostEquals(along!, 1, 1e-6);
  assertAlmostEquals(against!, -1, 1e-6);
  assertEquals(still, 0);
});

Deno.test("correlation has Pearson's value, without the steps that were not run", () => {
  // r of (1, 2, 3) with (1, 3, 2) is 1/2.
  const h = Float32Array.of(NaN, 1, 3, 2), input = Float32Array.of(100, 1, 2, 3);
  assertAlmostEquals(inputCorrelations(layerOf({ h }), input, 1)[0]!, 0.5, 1e-6);
});

Deno.test("units stand from the highest value to the lowest, equal ones by index", () => {
  assertEquals(sortedUnits(4, Float32Array.of(1, 3, 3, 2)), [1, 2, 3, 0]);
  assertEquals(sortedUnits(3), [0, 1, 2]);
  fc.assert(fc.property(fc.float32Array({ minLength: 1, noNaN: true }), (values) => {
    const order = sortedUnits(values.length, values);
    assertEquals([...order].sort((a, b) => a - b), sortedUnits(values.length));
    for (let i = 1; i < order.length; i++) {
      const [before, after] = [values[order[i - 1]!]!, values[order[i]!]!];
      assertEquals(before > after || (before === after && order[i - 1]! < order[i]!), true);
    }
  }));
});
