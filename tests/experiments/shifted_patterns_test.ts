import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { shiftedPatterns } from "../../src/experiments/shifted_patterns.ts";

const options = { seed: 1, name: "test", count: 2000, steps: 24, places: { start: 2, end: 10 } };

Deno.test("patterns stand at the places asked for, every one of them in use, both kinds alike", () => {
  const { places, labels } = shiftedPatterns(options);
  assertEquals([...new Set(places)].sort((a, b) => a - b), [2, 3, 4, 5, 6, 7, 8, 9]);
  assertAlmostEquals(labels.reduce((a, b) => a + b) / labels.length, 0.5, 0.05);
});

Deno.test("averaged where it stands, the noise leaves the pattern, and one is the other backwards", () => {
  const { values, places, labels } = shiftedPatterns(options);
  const means = [0, 1].map((label) => {
    const own = [...places.keys()].filter((i) => labels[i] === label);
    return [0, 1, 2].map((k) =>
      own.reduce((sum, i) => sum + values[i * 24 + places[i]! + k]!, 0) / own.length
    );
  });
  [[-1, 1, 1], [1, 1, -1]].forEach((pattern, label) =>
    pattern.forEach((value, k) => assertAlmostEquals(means[label]![k]!, value, 0.05))
  );
});

Deno.test("sets of one seed are the same each time, sets of two names share nothing", () => {
  const set = shiftedPatterns(options);
  assertEquals(shiftedPatterns(options), set);
  const other = shiftedPatterns({ ...options, name: "other" });
  assert(set.values.every((value, i) => value !== other.values[i] || value === 0));
});

Deno.test("a larger set begins with the smaller one", () => {
  const { values } = shiftedPatterns({ ...options, count: 10 });
  assertEquals(shiftedPatterns(options).values.subarray(0, 240), values);
});

Deno.test("a pattern that could reach beyond its sequence is refused", () => {
  assertThrows(() => shiftedPatterns({ ...options, places: { start: 0, end: 23 } }), RangeError);
  assertThrows(() => shiftedPatterns({ ...options, places: { start: 3, end: 3 } }), RangeError);
});
