import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import { assertClose, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

type Loss = (predictions: ArrayLike<number>, targets: ArrayLike<number>) => {
  loss: number;
  gradient: Float32Array;
};

const meanSquaredError: Loss = (predictions, targets) => {
  host.reset();
  const count = predictions.length, gradient = host.floats(count);
  const loss = host.kernels.meanSquaredError(
    host.put(predictions),
    host.put(targets),
    count,
    gradient,
  );
  host.assertIntact();
  return { loss, gradient: host.get(gradient, count) };
};

const binaryCrossEntropy: Loss = (logits, targets) => {
  host.reset();
  const count = logits.length, gradient = host.floats(count);
  const scratch = host.floats(Math.ceil(count / 4) * 4);
  const [x, y] = [host.put(logits), host.put(targets)];
  const loss = host.kernels.binaryCrossEntropy(x, y, count, gradient, scratch);
  host.assertIntact();
  assertEquals(host.get(x, count), Float32Array.from(logits), "the logits stay");
  return { loss, gradient: host.get(gradient, count) };
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const draws = fc.record({ count: fc.integer({ min: 1, max: 37 }), seed: fc.nat() });

Deno.test("mean squared error and its gradient are the f64 ones within 1e-6", () => {
  fc.assert(fc.property(draws, ({ count, seed }) => {
    const stream = new RandomStream(seed, "mean squared error");
    const predictions = uniforms(stream, count, 2), targets = uniforms(stream, count, 2);
    const { loss, gradient } = meanSquaredError(predictions, targets);
    const differences = Array.from(predictions, (p, i) => p - targets[i]!);
    const expected = mean(differences.map((d) => d * d));
    assertAlmostEquals(loss, expected, 1e-6 * Math.max(1, expected));
    // Gradients up to 8 / count, each of three roundings.
    const exact = differences.map((d) => 2 * d / count);
    assertClose(gradient, exact, 3 * ROUNDOFF * 8 / count, "gradient");
  }));
});

Deno.test("binary cross-entropy and its gradient are the f64 ones within 1e-6", () => {
  fc.assert(fc.property(draws, fc.boolean(), ({ count, seed }, soft) => {
    const stream = new RandomStream(seed, "binary cross-entropy");
    const logits = uniforms(stream, count, 10);
    const targets = Float32Array.from(
      { length: count },
      () => soft ? stream.uniform() : stream.integer(2),
    );
    const { loss, gradient } = binaryCrossEntropy(logits, targets);
    const losses = Array.from(logits, (x, i) => {
      const p = sigmoid(x), y = targets[i]!;
      return -y * Math.log(p) - (1 - y) * Math.log1p(-p);
    });
    assertAlmostEquals(loss, mean(losses), 1e-6 * Math.max(1, mean(losses)));
    const expected = Array.from(logits, (x, i) => (sigmoid(x) - targets[i]!) / count);
    assertClose(gradient, expected, 1e-6 / count, "gradient");
  }));
});

Deno.test("binary cross-entropy stays finite and exact in the limit for logits of any size", () => {
  for (
    const [logit, target, loss, gradient] of [
      [1e30, 1, 0, 0],
      [-1e30, 0, 0, 0],
      [1e30, 0, Math.fround(1e30), 1],
      [200, 0, 200, 1],
      [-200, 1, 200, -1],
      [0, 0.5, Math.fround(Math.LN2), 0],
    ] as const
  ) {
    const found = binaryCrossEntropy([logit], [target]);
    assertAlmostEquals(found.loss, loss, 1e-7 * Math.max(1, loss), `loss of ${logit}, ${target}`);
    assertClose(found.gradient, [gradient], ROUNDOFF, `gradient of ${logit}, ${target}`);
  }
});

Deno.test("a loss is zero, with a gradient of zero, where predictions equal targets", () => {
  const values = [0.5, -3, 1e10, 0, 7];
  assertEquals(meanSquaredError(values, values), { loss: 0, gradient: new Float32Array(5) });
});

Deno.test("NaN among predictions shows in the loss", () => {
  assertEquals(meanSquaredError([1, NaN], [1, 1]).loss, NaN);
  assertEquals(binaryCrossEntropy([1, NaN, 2], [1, 1, 0]).loss, NaN);
});
