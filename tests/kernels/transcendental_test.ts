/**
 * The bounds that the docstrings of src/kernels/assembly/transcendental.ts state, against the engine's f64 functions (errors
 * around 1e-16), over one f32 in 1,021 of all that lie in a function's domain: every sign and exponent, thousands of mantissas
 * each.
 */
import { assertEquals, assertGreater, assertLess, assertLessOrEqual } from "@std/assert";
import type { Kernels } from "../../src/kernels/module.ts";
import { assertSameBits } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";

type Name = "expArray" | "sigmoidArray" | "tanhArray" | "logArray" | "log1pArray";

const host = await KernelMemory.open();

/** Applies a kernel to any number of values. */
function apply(name: Name & keyof Kernels, values: ArrayLike<number>): Float32Array {
  host.reset();
  const padded = Math.ceil(values.length / 4) * 4;
  const from = host.floats(padded), to = host.floats(padded);
  const input = new Float32Array(host.memory.buffer, from, padded);
  input.fill(1).set(values);
  host.kernels[name](from, to, padded);
  host.assertIntact();
  return host.get(to, values.length);
}

/** One f32 in 1,021 of those from `low` to `high`, and both ends. */
function grid(low: number, high: number): Float32Array {
  const values = [low, high];
  const word = new Uint32Array(1), number = new Float32Array(word.buffer);
  for (let bits = 0; bits < 2 ** 32; bits += 1021) {
    word[0] = bits;
    const value = number[0]!;
    if (value >= low && value <= high) values.push(value);
  }
  return Float32Array.from(values);
}

/** Numbers a step apart. */
function evenly(low: number, high: number, step: number): Float32Array {
  return Float32Array.from(
    { length: Math.floor((high - low) / step) + 1 },
    (_, i) => low + i * step,
  );
}

/** The largest of `error(result, exact)` over a grid; NaN counts as ∞. */
function largestError(
  name: Name,
  values: Float32Array,
  exact: (x: number) => number,
  error: (result: number, exact: number) => number,
): number {
  const results = apply(name, values);
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const found = error(results[i]!, exact(values[i]!));
    if (!(found <= largest)) largest = Number.isNaN(found) ? Infinity : found;
  }
  return largest;
}

const relative = (result: number, exact: number): number =>
  result === exact ? 0 : Math.abs(result - exact) / Math.abs(exact);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const bitsOf = (
  values: number[],
): number[] => [...new Uint32Array(Float32Array.from(values).buffer)];

Deno.test("exp has relative error < 2e-7 from −87 to 88", () => {
  const values = grid(-87, 88);
  assertGreater(values.length, 2_000_000);
  assertLess(largestError("expArray", values, Math.exp, relative), 2e-7);
  assertLess(largestError("expArray", evenly(-87, 88, 1 / 4096), Math.exp, relative), 2e-7);
});

Deno.test("exp is clamped outside [−87, 88], keeps NaN, and is exactly 1 at ±0", () => {
  const [low, high, ...rest] = apply("expArray", [
    -87,
    88,
    -87.5,
    -1e30,
    -Infinity,
    88.5,
    Infinity,
  ]);
  assertEquals(rest, [low, low, low, high, high]);
  assertEquals([...apply("expArray", [0, -0, NaN, 1e-30, -1e-45])], [1, 1, NaN, 1, 1]);
});

Deno.test("sigmoid has relative error < 4e-7 from −87 on", () => {
  const values = grid(-87, 3.4e38);
  assertGreater(values.length, 2_000_000);
  assertLess(largestError("sigmoidArray", values, sigmoid, relative), 4e-7);
  assertLess(largestError("sigmoidArray", evenly(-87, 20, 1 / 4096), sigmoid, relative), 4e-7);
});

Deno.test("sigmoid lies in (0, 1] for every number, saturates at both ends and keeps NaN", () => {
  const results = apply("sigmoidArray", grid(-3.4e38, 3.4e38));
  assertEquals(results.every((y) => y > 0 && y <= 1), true);
  assertEquals([...apply("sigmoidArray", [0, -0, 30, Infinity, NaN])], [0.5, 0.5, 1, 1, NaN]);
  const [least, ...below] = apply("sigmoidArray", [-88, -89, -1e30, -Infinity]);
  assertEquals(below, [least, least, least]);
  assertLessOrEqual(least!, 2 * Math.exp(-88));
});

Deno.test("tanh has relative error < 4e-7 everywhere, subnormal numbers included", () => {
  const values = grid(-3.4e38, 3.4e38);
  assertGreater(values.length, 4_000_000);
  assertLess(largestError("tanhArray", values, Math.tanh, relative), 4e-7);
  assertLess(largestError("tanhArray", evenly(-10, 10, 1 / 65536), Math.tanh, relative), 4e-7);
});

Deno.test("tanh is odd to the bit, keeps the sign of zero and NaN, and saturates at ±1", () => {
  const values = grid(0, 3.4e38);
  const positive = apply("tanhArray", values);
  const negative = apply("tanhArray", values.map((x) => -x));
  assertSameBits(negative, positive.map((y) => -y), "tanh −x");
  assertEquals(positive.every((y) => y <= 1), true);
  assertEquals(
    bitsOf([...apply("tanhArray", [0, -0, 10, -10, Infinity, -Infinity])]),
    bitsOf([0, -0, 1, -1, 1, -1]),
  );
  assertEquals([...apply("tanhArray", [NaN, -NaN])], [NaN, NaN]);
});

Deno.test("log has absolute error < 1e-7 · max(1, |ln x|) for every normal x > 0", () => {
  const error = (result: number, exact: number) =>
    Math.abs(result - exact) / Math.max(1, Math.abs(exact));
  const values = grid(2 ** -126, 3.4028234663852886e38);
  assertGreater(values.length, 2_000_000);
  assertLess(largestError("logArray", values, Math.log, error), 1e-7);
  assertLess(largestError("logArray", evenly(0.5, 2, 2 ** -20), Math.log, error), 1e-7);
  assertEquals(bitsOf([...apply("logArray", [1])]), bitsOf([0]));
});

Deno.test("log1p has relative error < 3e-7 from 0 to 1, subnormal numbers included", () => {
  const values = grid(0, 1);
  assertGreater(values.length, 1_000_000);
  assertLess(largestError("log1pArray", values, Math.log1p, relative), 3e-7);
  assertLess(largestError("log1pArray", evenly(0, 1, 2 ** -20), Math.log1p, relative), 3e-7);
  assertEquals([...apply("log1pArray", [0])], [0]);
});

for (
  const [name, low, high] of [
    ["expArray", -87, 88],
    ["sigmoidArray", -87, 20],
    // Further out it rises by less than its error from one of these numbers to the next.
    ["tanhArray", -4, 4],
    ["logArray", 2 ** -10, 16],
    ["log1pArray", 0, 1],
  ] as const
) {
  Deno.test(`${name} does not fall on numbers 2⁻¹⁰ apart`, () => {
    const results = apply(name, evenly(low, high, 2 ** -10));
    for (let i = 1; i < results.length; i++) {
      assertLessOrEqual(results[i - 1]!, results[i]!, `at ${low + i * 2 ** -10}`);
    }
  });

  Deno.test(`${name} gives a number the same bits in any lane, also in place`, () => {
    const values = evenly(low + (high - low) / 7, high, (high - low) / 97).subarray(0, 64);
    const alone = apply(name, values);
    for (let shift = 1; shift < 4; shift++) {
      const shifted = apply(name, [...Array(shift).fill(low), ...values]).subarray(shift);
      assertSameBits(shifted, alone, `shifted by ${shift}`);
    }
    host.reset();
    const pointer = host.put(values);
    host.kernels[name](pointer, pointer, values.length);
    assertSameBits(host.get(pointer, values.length), alone, "in place");
  });
}
