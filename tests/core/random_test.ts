import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { philox, RandomStream, STREAM_VERSION } from "../../src/core/random.ts";

const word = fc.integer({ min: 0, max: 0xffffffff });

function words(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.word());
}

Deno.test("philox gives the known answers of Random123 1.14 (tests/kat_vectors, philox4x32 10)", () => {
  const ones = 0xffffffff;
  assertEquals(philox([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  assertEquals(
    philox([ones, ones, ones, ones], [ones, ones]),
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  );
  assertEquals(
    philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  );
});

Deno.test("a stream is philox over (block, index, 0, version) keyed by the seed and FNV-1a of the purpose", () => {
  // FNV-1a of "foobar" is 0xbf9cf968 (Fowler, Noll and Vo's test vectors, draft-eastlake-fnv).
  const key = [7, 0xbf9cf968] as const;
  assertEquals(words(new RandomStream(7, "foobar", 3), 10), [
    ...philox([0, 3, 0, STREAM_VERSION], key),
    ...philox([1, 3, 0, STREAM_VERSION], key),
    ...philox([2, 3, 0, STREAM_VERSION], key).slice(0, 2),
  ]);
});

Deno.test("streams that differ in seed, purpose or index share no block", () => {
  fc.assert(fc.property(word, word, fc.string(), (seed, index, purpose) => {
    const own = words(new RandomStream(seed, purpose, index), 4);
    const others = [
      new RandomStream((seed + 1) >>> 0, purpose, index),
      new RandomStream(seed, purpose, (index + 1) >>> 0),
      new RandomStream(seed, `${purpose}'`, index),
    ];
    for (const other of others) assertNotEquals(words(other, 4), own);
  }));
});

Deno.test("drawing from one stream shifts no other", () => {
  const alone = words(new RandomStream(1, "shuffle", 2), 20);
  const shuffle = new RandomStream(1, "shuffle", 2), noise = new RandomStream(1, "noise", 2);
  const mixed = Array.from({ length: 20 }, () => {
    noise.normal();
    return shuffle.word();
  });
  assertEquals(mixed, alone);
});

Deno.test("a stream refuses a seed or an index that is no unsigned 32-bit integer", () => {
  for (const bad of [-1, 0.5, 0x100000000, NaN, Infinity]) {
    assertThrows(() => new RandomStream(bad, "x"), RangeError, `Cannot use ${bad} as seed`);
    assertThrows(() => new RandomStream(0, "x", bad), RangeError, `Cannot use ${bad} as index`);
  }
});

Deno.test("uniform gives multiples of 2⁻²⁴ in [0, 1) with the mean and variance of the uniform law", () => {
  const stream = new RandomStream(3, "uniform");
  const count = 100_000;
  let sum = 0, squares = 0;
  for (let i = 0; i < count; i++) {
    const value = stream.uniform();
    assertEquals(Number.isInteger(value * 0x1000000) && value >= 0 && value < 1, true);
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  // Four standard errors: 4 · √(1/12/n) for the mean, 4 · √(1/180/n) for the variance.
  assertAlmostEquals(mean, 1 / 2, 4 * Math.sqrt(1 / 12 / count));
  assertAlmostEquals(squares / count - mean * mean, 1 / 12, 4 * Math.sqrt(1 / 180 / count));
});

Deno.test("normal has mean 0 and variance 1 within four standard errors, and stays within ±6", () => {
  const stream = new RandomStream(4, "normal");
  const count = 50_000;
  let sum = 0, squares = 0;
  for (let i = 0; i < count; i++) {
    const value = stream.normal();
    assertLess(Math.abs(value), 6);
    sum += value;
    squares += value * value;
  }
  assertAlmostEquals(sum / count, 0, 4 / Math.sqrt(count));
  assertAlmostEquals(squares / count, 1, 4 * Math.sqrt(2 / count));
});

Deno.test("integer stays below its bound, 2³² included", () => {
  fc.assert(fc.property(word, fc.integer({ min: 1, max: 0x100000000 }), (seed, bound) => {
    const value = new RandomStream(seed, "integer").integer(bound);
    return Number.isInteger(value) && value >= 0 && value < bound;
  }));
});

Deno.test("integer has no modulo bias: a bound of 3·2³⁰ falls in each third equally often", () => {
  // Without rejection the first third would be met half of the time.
  const stream = new RandomStream(5, "bias");
  const counts: [number, number, number] = [0, 0, 0];
  const draws = 30_000;
  for (let i = 0; i < draws; i++) {
    counts[Math.floor(stream.integer(3 * 0x40000000) / 0x40000000) as 0 | 1 | 2]++;
  }
  for (const count of counts) {
    assertAlmostEquals(count / draws, 1 / 3, 4 * Math.sqrt(2 / 9 / draws));
  }
});

Deno.test("sample of everything is a permutation, of less its beginning", () => {
  fc.assert(fc.property(word, fc.nat(200), fc.nat(200), (seed, a, b) => {
    const size = Math.max(a, b), count = Math.min(a, b);
    const all = new RandomStream(seed, "sample").sample(size);
    assertEquals([...all].sort((x, y) => x - y), Array.from({ length: size }, (_, i) => i));
    assertEquals(new RandomStream(seed, "sample").sample(size, count), all.slice(0, count));
  }));
});

Deno.test("sample meets each order of three items equally often", () => {
  const counts = new Map<string, number>();
  const draws = 12_000;
  for (let i = 0; i < draws; i++) {
    const order = new RandomStream(6, "orders", i).sample(3).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals([...counts.keys()].sort(), ["012", "021", "102", "120", "201", "210"]);
  for (const count of counts.values()) {
    assertAlmostEquals(count / draws, 1 / 6, 4 * Math.sqrt(5 / 36 / draws));
  }
});

Deno.test("sample refuses to draw more than there is", () => {
  assertThrows(() => new RandomStream(1, "x").sample(2, 3), RangeError, "Cannot draw 3 of 2");
});
