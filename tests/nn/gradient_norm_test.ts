import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { Tensor } from "../../src/kernels/tensor.ts";
import { clipGradientNorm } from "../../src/nn/gradient_norm.ts";

const host = await openBackend();

/** Two gradients, the second of an odd size, from one list of values. */
function split(values: readonly number[]): Map<string, Tensor> {
  const middle = values.length >> 1;
  return new Map([
    ["a", tf.tensor1d(values.slice(0, middle))],
    ["b", tf.tensor1d(values.slice(middle))],
  ]);
}

const valuesOf = (gradients: Map<string, Tensor>): number[] =>
  [...gradients.values()].flatMap((gradient) => [...gradient.dataSync()]);

const f32s = fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), {
  minLength: 2,
  maxLength: 40,
});

/** The norm in f64; every square of an f32 is exact in it. */
const normOf = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

Deno.test("the gradient norm is that of f64 within 1e-15, and without a limit nothing changes", () => {
  fc.assert(fc.property(f32s, (values) => {
    const gradients = split(values), expected = normOf(values);
    assertAlmostEquals(clipGradientNorm(host, gradients), expected, 1e-15 * expected);
    assertEquals(valuesOf(gradients), values);
    tf.dispose([...gradients.values()]);
  }));
});

Deno.test("gradients above the limit are scaled by limit / (norm + 1e-6), all by the same factor", () => {
  fc.assert(fc.property(f32s, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, limit) => {
    const gradients = split(values), before = normOf(values);
    const returned = clipGradientNorm(host, gradients, limit);
    assertAlmostEquals(returned, before, 1e-15 * before);
    const factor = before > limit ? limit / (before + 1e-6) : 1;
    valuesOf(gradients).forEach((value, i) => {
      // Two roundings to f32: of the factor and of the product; below the normal range the spacing of f32.
      const expected = factor * values[i]!;
      assertLess(Math.abs(value - expected), 1.3e-7 * Math.abs(expected) + 2e-45);
    });
    tf.dispose([...gradients.values()]);
  }));
});

Deno.test("huge gradients have a finite norm", () => {
  const gradients = split([3e38, 3e38, -3e38]);
  const norm = clipGradientNorm(host, gradients, 1);
  assertAlmostEquals(norm / (Math.fround(3e38) * Math.sqrt(3)), 1, 1e-12);
  assertAlmostEquals(normOf(valuesOf(gradients)), 1, 1e-6);
  tf.dispose([...gradients.values()]);
});
