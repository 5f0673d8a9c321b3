import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import { assertClose, assertSameBits } from "./closeness.ts";
import { GoldenNetwork } from "./golden_network.ts";
import { GOLDEN_CASES } from "./golden_recurrent.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

/** What the kernel is told besides pointers, from the step's number and PyTorch's hyperparameters. */
function settings(step: number, lr = 0.01, beta1 = 0.9, beta2 = 0.999, eps = 1e-8) {
  const stepSize = lr / (1 - beta1 ** step), rootCorrection = Math.sqrt(1 - beta2 ** step);
  return [1 - beta1, beta2, 1 - beta2, stepSize, rootCorrection, eps] as const;
}

for (const golden of GOLDEN_CASES) {
  Deno.test(`${golden.name}: three Adam steps give PyTorch's losses and weights within 1e-5`, () => {
    host.reset();
    const { lr, beta1, beta2, eps, steps, losses, weights } = golden.adam;
    const network = new GoldenNetwork(host, golden);
    const moments = network.parameters.map(({ size }) =>
      [0, 1].map(() => host.put(new Float32Array(size)))
    );
    for (let step = 1; step <= steps; step++) {
      assertAlmostEquals(network.differentiate(), losses[step - 1]!, 1e-5, `loss ${step}`);
      network.parameters.forEach(({ pointer, gradient, size }, i) => {
        const [first, second] = moments[i]!;
        const numbers = settings(step, lr, beta1, beta2, eps);
        host.kernels.adamStep(pointer, gradient, first!, second!, size, ...numbers);
      });
    }
    for (const { name, pointer, size } of network.parameters) {
      assertClose(host.get(pointer, size), weights[name]!, 1e-5, name);
    }
    host.assertIntact();
  });
}

/** Three steps on numbers that depend on the index alone; returns parameters and both moments. */
function threeSteps(count: number): Float32Array[] {
  host.reset();
  const stream = new RandomStream(1, "Adam");
  const draws = [0, 1, 2, 3].map(() => uniforms(stream, 16, 1).subarray(0, count));
  const parameters = host.put(draws[0]!);
  const first = host.put(new Float32Array(count)), second = host.put(new Float32Array(count));
  for (let step = 1; step <= 3; step++) {
    const gradients = host.put(draws[step]!);
    host.kernels.adamStep(parameters, gradients, first, second, count, ...settings(step));
  }
  host.assertIntact();
  return [parameters, first, second].map((pointer) => host.get(pointer, count));
}

Deno.test("Adam treats the remainder of a count as it treats whole vectors, to the bit", () => {
  const whole = threeSteps(16);
  for (let count = 1; count < 16; count++) {
    threeSteps(count).forEach((values, i) => {
      assertSameBits(values, new Float32Array(whole[i]!.subarray(0, count)), `count ${count}`);
    });
  }
});

Deno.test("Adam's first step moves each parameter by the learning rate against its gradient", () => {
  host.reset();
  const gradients = [3, -0.5, 1e-3, -1e4, 20];
  const pointer = host.put(new Float32Array(5)), gradient = host.put(gradients);
  const [first, second] = [host.put(new Float32Array(5)), host.put(new Float32Array(5))];
  host.kernels.adamStep(pointer, gradient, first, second, 5, ...settings(1));
  const expected = gradients.map((g) => -0.01 * Math.sign(g));
  assertClose(host.get(pointer, 5), expected, 1e-6, "parameters");
  assertEquals(host.get(gradient, 5), Float32Array.from(gradients), "gradients stay");
});

Deno.test("sumOfSquares is exact to f64 where f32 would overflow or lose small terms", () => {
  host.reset();
  const values = Float32Array.of(1e30, 1, 3e38, -2, 1e-20);
  const pointer = host.put(values);
  const expected = values.reduce((sum, x) => sum + x * x, 0);
  assertEquals(host.kernels.sumOfSquares(pointer, 5), expected);
  assertEquals(host.kernels.sumOfSquares(host.put([1e-30, 2e-30]), 2) > 0, true);
  assertEquals(host.kernels.sumOfSquares(pointer, 0), 0);
});

Deno.test("scale clips a gradient's norm and touches nothing beyond its count", () => {
  host.reset();
  const values = uniforms(new RandomStream(2, "scale"), 7, 3), pointer = host.put(values);
  const norm = Math.sqrt(host.kernels.sumOfSquares(pointer, 7));
  host.kernels.scale(pointer, 6, 1 / norm);
  const factor = Math.fround(1 / norm);
  assertEquals(host.get(pointer, 7), values.map((x, i) => i < 6 ? x * factor : x));
  assertLess(host.kernels.sumOfSquares(pointer, 6), 1 + 1e-6);
});
