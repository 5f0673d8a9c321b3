import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import { assertCloseToScale, assertSameBits, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

const draws = fc.record({
  vocabulary: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 19 }),
  count: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(),
}).map(({ vocabulary, width, count, seed }) => {
  const stream = new RandomStream(seed, "embedding");
  return {
    vocabulary,
    width,
    ids: Int32Array.from({ length: count }, () => stream.integer(vocabulary)),
    table: uniforms(stream, vocabulary * width, 1),
    gradient: uniforms(stream, count * width, 1),
  };
});

function backward(
  ids: ArrayLike<number>,
  gradient: ArrayLike<number>,
  vocabulary: number,
  width: number,
  padding: number,
): Float32Array {
  const target = host.floats(vocabulary * width);
  const [pointer, from] = [host.putIntegers(ids), host.put(gradient)];
  host.kernels.embeddingBackward(pointer, ids.length, from, vocabulary, width, padding, target);
  host.assertIntact();
  return host.get(target, vocabulary * width);
}

Deno.test("embedding copies the row of each id, however often it comes", () => {
  fc.assert(fc.property(draws, ({ width, ids, table }) => {
    host.reset();
    const target = host.floats(ids.length * width);
    const pointer = host.putIntegers(ids);
    host.kernels.embeddingForward(pointer, ids.length, host.put(table), width, target);
    const expected = Array.from(ids, (id) => [...table.subarray(id * width, (id + 1) * width)]);
    const found = host.get(target, ids.length * width);
    assertSameBits(found, Float32Array.from(expected.flat()), "rows");
    host.assertIntact();
  }));
});

Deno.test("embedding's gradient sums the rows of repeated ids within 8 roundoffs of f64", () => {
  fc.assert(fc.property(draws, ({ vocabulary, width, ids, gradient }) => {
    host.reset();
    const expected = new Float64Array(vocabulary * width);
    ids.forEach((id, i) => {
      for (let k = 0; k < width; k++) expected[id * width + k]! += gradient[i * width + k]!;
    });
    const found = backward(ids, gradient, vocabulary, width, -1);
    assertCloseToScale(found, expected, 8 * ROUNDOFF, "gradient");
    for (let id = 0; id < vocabulary; id++) {
      if (ids.includes(id)) continue;
      assertEquals(found.subarray(id * width, (id + 1) * width), new Float32Array(width));
    }
  }));
});

Deno.test("embedding's gradient sums in the order of the ids", () => {
  host.reset();
  // (2²⁴ + 1) + 1 = 2²⁴ in f32, and (1 + 1) + 2²⁴ = 2²⁴ + 2.
  assertEquals([...backward([0, 0, 0], [2 ** 24, 1, 1], 1, 1, -1)], [2 ** 24]);
  assertEquals([...backward([0, 0, 0], [1, 1, 2 ** 24], 1, 1, -1)], [2 ** 24 + 2]);
});

Deno.test("embedding's padding row takes no gradient, and changes no other row's", () => {
  fc.assert(fc.property(draws, ({ vocabulary, width, ids, gradient }) => {
    host.reset();
    const all = backward(ids, gradient, vocabulary, width, -1);
    const padded = backward(ids, gradient, vocabulary, width, 0);
    assertSameBits(padded, all.map((value, at) => at < width ? 0 : value), "gradient");
  }));
});
