import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { Tensor, Variable } from "../../src/kernels/tensor.ts";
import { Adam, type AdamOptions, type AdamState } from "../../src/nn/adam.ts";

const host = await openBackend();
const SIZES = { weight: 13, bias: 4 };

function variables(values: Record<string, Float32Array>): Map<string, Variable> {
  return new Map(
    Object.entries(values).map(([name, data]) => [name, tf.variable(tf.tensor1d(data))]),
  );
}

function start(): Map<string, Variable> {
  const stream = new RandomStream(1, "adam test");
  return variables(Object.fromEntries(
    Object.entries(SIZES).map(([name, length]) => [
      name,
      Float32Array.from({ length }, () => stream.normal()),
    ]),
  ));
}

/** The gradients of step `step`. */
function gradients(step: number): Map<string, Tensor> {
  const stream = new RandomStream(1, "adam gradients", step);
  return new Map(
    Object.entries(SIZES).map(([name, length]) => [
      name,
      tf.tensor1d(Array.from({ length }, () => stream.normal())),
    ]),
  );
}

function steps(optimiser: Adam, from: number, to: number): void {
  for (let step = from; step < to; step++) optimiser.step(gradients(step));
}

const valuesOf = (parameters: Map<string, Variable>): Record<string, Float32Array> =>
  Object.fromEntries([...parameters].map(([name, v]) => [name, new Float32Array(v.dataSync())]));

const OPTIONS: AdamOptions = { learningRate: 0.01 };

Deno.test("Adam resumed from its state after any step goes on bit by bit", () => {
  const whole = start(), uninterrupted = new Adam(host, whole, OPTIONS);
  steps(uninterrupted, 0, 6);
  for (let stop = 0; stop <= 6; stop++) {
    const first = start(), before = new Adam(host, first, OPTIONS);
    steps(before, 0, stop);
    const second = variables(valuesOf(first));
    const after = new Adam(host, second, OPTIONS, before.state());
    steps(after, stop, 6);
    assertEquals(valuesOf(second), valuesOf(whole), `stopped after ${stop}`);
    assertEquals(after.state(), uninterrupted.state());
  }
});

Deno.test("the state of Adam is a copy, and names the moments of every parameter", () => {
  const optimiser = new Adam(host, start(), OPTIONS);
  const state = optimiser.state();
  assertEquals(state.steps, 0);
  assertEquals(Object.keys(state.moments), [
    "first.weight",
    "second.weight",
    "first.bias",
    "second.bias",
  ]);
  steps(optimiser, 0, 1);
  assertEquals([...state.moments["first.bias"]!.data], [0, 0, 0, 0]);
});

Deno.test("five steps of Adam are those of its formula in f64 within 1e-6", () => {
  const parameters = start(), expected = valuesOf(start());
  const optimiser = new Adam(host, parameters, {
    ...OPTIONS,
    beta1: 0.8,
    beta2: 0.99,
    epsilon: 1e-3,
  });
  const wanted = Object.fromEntries(
    Object.entries(expected).map(([name, values]) => [
      name,
      { p: [...values], m: values.map(() => 0), v: values.map(() => 0) },
    ]),
  );
  for (let t = 1; t <= 5; t++) {
    optimiser.step(gradients(t));
    for (const [name, gradient] of gradients(t)) {
      const { p, m, v } = wanted[name]!;
      gradient.dataSync().forEach((g, i) => {
        m[i] = 0.8 * m[i]! + 0.2 * g;
        v[i] = 0.99 * v[i]! + 0.01 * g * g;
        const mean = m[i]! / (1 - 0.8 ** t), root = Math.sqrt(v[i]! / (1 - 0.99 ** t));
        p[i]! -= 0.01 * mean / (root + 1e-3);
      });
    }
  }
  for (const [name, { p }] of Object.entries(wanted)) {
    valuesOf(parameters)[name]!.forEach((value, i) => assertAlmostEquals(value, p[i]!, 1e-6));
  }
});

Deno.test("a state without a moment of a parameter, or of another size, is a RangeError", () => {
  const optimiser = new Adam(host, start(), OPTIONS), { steps, moments } = optimiser.state();
  const { "second.bias": _, ...missing } = moments;
  const short = {
    ...moments,
    "second.bias": { ...moments["second.bias"]!, data: new Float32Array(3) },
  };
  for (const bad of [missing, short] as AdamState["moments"][]) {
    assertThrows(
      () => new Adam(host, start(), OPTIONS, { steps, moments: bad }),
      RangeError,
      "second.bias is missing or of another size",
    );
  }
});

Deno.test("Adam frees its moments", () => {
  const parameters = start(), before = tf.memory().numTensors;
  const optimiser = new Adam(host, parameters, OPTIONS);
  assertEquals(tf.memory().numTensors, before + 4);
  optimiser.dispose();
  assertEquals(tf.memory().numTensors, before);
});
