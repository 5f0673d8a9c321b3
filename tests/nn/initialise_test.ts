import { assertAlmostEquals, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { normal, uniform } from "../../src/nn/initialise.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";

const LSTM: ModelSpec = {
  recurrent: { cell: "LSTM", inputs: 3, hidden: 16, layers: 2, bidirectional: true },
  readout: "last",
  outputs: 2,
};

Deno.test("uniform values lie in [−bound, bound) and fill it", () => {
  fc.assert(fc.property(fc.nat(), fc.double({ min: 0.01, max: 2, noNaN: true }), (seed, bound) => {
    const values = uniform(seed, "weight", 4000, bound);
    const limit = Math.fround(bound);
    assertEquals(values.every((value) => value >= -limit && value <= limit), true);
    assertGreater(Math.max(...values), 0.99 * bound);
    assertGreater(-0.99 * bound, Math.min(...values));
  }));
});

Deno.test("normal values have mean 0 and variance 1", () => {
  const count = 40_000, values = normal(7, "embedding", count);
  const mean = values.reduce((a, b) => a + b, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count;
  // Five standard errors.
  assertAlmostEquals(mean, 0, 5 / Math.sqrt(count));
  assertAlmostEquals(variance, 1, 5 * Math.sqrt(2 / count));
});

for (
  const [name, draw] of [
    ["uniform", (seed: number, name: string) => uniform(seed, name, 32, 1)],
    ["normal", (seed: number, name: string) => normal(seed, name, 32)],
  ] as const
) {
  Deno.test(`${name} values depend on seed and name alone`, () => {
    assertEquals(draw(1, "a"), draw(1, "a"));
    assertNotEquals(draw(1, "a"), draw(2, "a"));
    assertNotEquals(draw(1, "a"), draw(1, "b"));
  });
}

Deno.test("a parameter's first values do not depend on how many are drawn", () => {
  assertEquals(uniform(1, "a", 100, 1).subarray(0, 10), uniform(1, "a", 10, 1));
});

Deno.test("recurrent weights lie within ±1/√hidden and the head's within ±1/√inputs", () => {
  for (const [name, values] of Object.entries(initialWeights(LSTM, 1))) {
    const bound = 1 / Math.sqrt(name.startsWith("fc.") ? 32 : 16);
    assertEquals(values.every((value) => Math.abs(value) <= Math.fround(bound)), true, name);
    if (values.length >= 64) assertGreater(Math.max(...values.map(Math.abs)), 0.9 * bound, name);
  }
});

Deno.test("a layer's initial weights are the same whatever stands above it", () => {
  const deep = initialWeights(LSTM, 1);
  const shallow = initialWeights({ ...LSTM, recurrent: { ...LSTM.recurrent, layers: 1 } }, 1);
  for (const [name, values] of Object.entries(shallow)) assertEquals(deep[name], values, name);
});

Deno.test("a forget bias fills the rows of that gate and no other, once per layer and direction", () => {
  for (const [removedGates, row] of [[[], 1], [["input"], 0], [["output"], 1]] as const) {
    const spec = { ...LSTM, recurrent: { ...LSTM.recurrent, removedGates } };
    const plain = initialWeights(spec, 1), biased = initialWeights({ ...spec, forgetBias: 1.5 }, 1);
    for (const [name, values] of Object.entries(plain)) {
      const expected = values.slice();
      if (name.startsWith("rnn.bias_ih")) expected.fill(1.5, row * 16, (row + 1) * 16);
      if (name.startsWith("rnn.bias_hh")) expected.fill(0, row * 16, (row + 1) * 16);
      assertEquals(biased[name], expected, name);
    }
  }
});
