import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import { assertClose, assertSameBits, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

interface Layer {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly x: Float32Array;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly dy: Float32Array;
}

const layers = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 19 }),
  outputs: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(),
}).map(({ seed, ...sizes }): Layer => {
  const stream = new RandomStream(seed, "linear");
  const { rows, inputs, outputs } = sizes;
  return {
    ...sizes,
    x: uniforms(stream, rows * inputs, 1),
    weight: uniforms(stream, outputs * inputs, 1),
    bias: uniforms(stream, outputs, 1),
    dy: uniforms(stream, rows * outputs, 1),
  };
});

/** y = x Wᵀ + b in f64, [rows][outputs]. */
function forward({ rows, inputs, outputs, x, weight, bias }: Layer): Float64Array {
  const y = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = bias[output]!;
      for (let k = 0; k < inputs; k++) sum += x[row * inputs + k]! * weight[output * inputs + k]!;
      y[row * outputs + output] = sum;
    }
  }
  return y;
}

/** Central differences of Σ dy·y, which is linear in each argument: exact but for rounding at any step. */
function differences(layer: Layer, name: "x" | "weight" | "bias"): number[] {
  const loss = (values: Float64Array): number =>
    forward({ ...layer, [name]: values }).reduce((sum, y, i) => sum + y * layer.dy[i]!, 0);
  return Array.from(layer[name], (_, i) => {
    const [up, down] = [1, -1].map((sign) => {
      const values = Float64Array.from(layer[name]);
      values[i]! += sign;
      return loss(values);
    });
    return (up! - down!) / 2;
  });
}

function backward(layer: Layer, withInput = true, withBias = true) {
  const { rows, inputs, outputs, x, weight, dy } = layer;
  const [dx, dWeight, dBias] = [x.length, weight.length, outputs].map((n) => host.floats(n));
  host.kernels.linearBackward(
    host.put(x),
    host.put(weight),
    host.put(dy),
    rows,
    inputs,
    outputs,
    withInput ? dx! : 0,
    dWeight!,
    withBias ? dBias! : 0,
  );
  host.assertIntact();
  return {
    x: host.get(dx!, x.length),
    weight: host.get(dWeight!, weight.length),
    bias: host.get(dBias!, outputs),
  };
}

Deno.test("linear is x Wᵀ + b within 16 roundoffs of f64 at any size", () => {
  fc.assert(fc.property(layers, (layer) => {
    host.reset();
    const { rows, inputs, outputs, x, weight, bias } = layer;
    const y = host.floats(rows * outputs);
    const [px, pw, pb] = [x, weight, bias].map((values) => host.put(values));
    host.kernels.linearForward(px!, pw!, pb!, rows, inputs, outputs, y);
    assertClose(host.get(y, rows * outputs), forward(layer), 16 * ROUNDOFF, "y");
    host.kernels.linearForward(px!, pw!, 0, rows, inputs, outputs, y);
    const unbiased = forward({ ...layer, bias: new Float32Array(outputs) });
    assertClose(host.get(y, rows * outputs), unbiased, 16 * ROUNDOFF, "y without a bias");
    host.assertIntact();
  }));
});

Deno.test("linear's gradients are finite differences' within 16 roundoffs at any size", () => {
  fc.assert(fc.property(layers, (layer) => {
    host.reset();
    const gradients = backward(layer);
    for (const name of ["x", "weight", "bias"] as const) {
      assertClose(gradients[name], differences(layer, name), 16 * ROUNDOFF, name);
    }
  }));
});

Deno.test("linear's gradients do not depend on which of them are asked for", () => {
  fc.assert(fc.property(layers, (layer) => {
    host.reset();
    const all = backward(layer);
    assertSameBits(backward(layer, false).weight, all.weight, "weight, without x");
    assertSameBits(backward(layer, true, false).weight, all.weight, "weight, without bias");
    assertSameBits(backward(layer, false).bias, all.bias, "bias, without x");
    assertSameBits(backward(layer, true, false).x, all.x, "x, without bias");
  }));
});
