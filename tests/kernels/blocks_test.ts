/** The blocked layout [features / 8][batch][8]: to it, from it, and the reading of last steps. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import { assertSameBits } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

const sizes = fc.record({
  steps: fc.integer({ min: 1, max: 5 }),
  rows: fc.integer({ min: 1, max: 9 }),
  features: fc.integer({ min: 1, max: 19 }),
  seed: fc.nat(),
});

const ceil = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

Deno.test("toBlocks lays feature k of row b at [k / 8][b][k mod 8] and pads with zeros", () => {
  fc.assert(fc.property(sizes, ({ steps, rows, features, seed }) => {
    host.reset();
    const batch = ceil(rows, 4), groups = Math.ceil(features / 8);
    const values = uniforms(new RandomStream(seed, "blocks"), rows * steps * features, 1);
    const source = host.put(values), size = groups * batch * 8;
    const target = host.floats(steps * size);
    const stepStride = features * 4, rowStride = steps * stepStride;
    host.kernels.toBlocks(
      source,
      stepStride,
      rowStride,
      steps,
      rows,
      features,
      target,
      size * 4,
      batch,
    );
    const expected = new Float32Array(steps * size);
    for (let t = 0; t < steps; t++) {
      for (let b = 0; b < rows; b++) {
        for (let k = 0; k < features; k++) {
          expected[t * size + (k >> 3) * batch * 8 + b * 8 + k % 8] =
            values[(b * steps + t) * features + k]!;
        }
      }
    }
    assertSameBits(host.get(target, steps * size), expected, "blocks");
    host.assertIntact();
  }));
});

Deno.test("fromBlocks undoes toBlocks, from batch-major to time-major and columns of a wider array", () => {
  fc.assert(fc.property(sizes, fc.nat(5), ({ steps, rows, features, seed }, margin) => {
    host.reset();
    const batch = ceil(rows, 4), block = Math.ceil(features / 8) * batch * 32;
    const values = uniforms(new RandomStream(seed, "blocks"), rows * steps * features, 1);
    const blocks = host.reserve(steps * block), { kernels } = host;
    const source = host.put(values), width = features * 4;
    kernels.toBlocks(source, width, steps * width, steps, rows, features, blocks, block, batch);

    const wide = features + margin,
      target = host.put(new Float32Array(steps * rows * wide).fill(7));
    kernels.fromBlocks(
      blocks,
      block,
      batch,
      steps,
      rows,
      features,
      target,
      rows * wide * 4,
      wide * 4,
    );
    const expected = new Float32Array(steps * rows * wide).fill(7);
    for (let t = 0; t < steps; t++) {
      for (let b = 0; b < rows; b++) {
        for (let k = 0; k < features; k++) {
          expected[(t * rows + b) * wide + k] = values[(b * steps + t) * features + k]!;
        }
      }
    }
    assertSameBits(host.get(target, expected.length), expected, "time-major");
    host.assertIntact();
  }));
});

const BATCH = 4, GROUPS = 2, STEPS = 3;
const BLOCK = BATCH * 8, STEP = GROUPS * BLOCK;
/** Sample b's unit at [group][lane] of a step's blocks. */
const at = (t: number, b: number, group: number, lane: number) =>
  t * STEP + group * BLOCK + b * 8 + lane;

Deno.test("gatherLast reads each row at its length less one, step 0 for a length of 0", () => {
  host.reset();
  const values = uniforms(new RandomStream(1, "gather"), STEPS * STEP, 1);
  const lengths = [2, 0, 3, 1], target = host.floats(STEP);
  const source = host.put(values), pointer = host.putIntegers(lengths);
  host.kernels.gatherLast(source, STEP * 4, BATCH, GROUPS, pointer, target);
  const found = host.get(target, STEP);
  lengths.forEach((length, b) => {
    for (let group = 0; group < GROUPS; group++) {
      for (let lane = 0; lane < 8; lane++) {
        const expected = values[at(Math.max(length - 1, 0), b, group, lane)];
        assertEquals(found[at(0, b, group, lane)], expected);
      }
    }
  });
  host.assertIntact();
});

Deno.test("scatterLast adds each row at its length less one, nowhere for a length of 0", () => {
  host.reset();
  const stream = new RandomStream(2, "scatter");
  const values = uniforms(stream, STEP, 1), before = uniforms(stream, STEPS * STEP, 1);
  const lengths = [2, 0, 3, 1], target = host.put(before);
  const source = host.put(values), pointer = host.putIntegers(lengths);
  host.kernels.scatterLast(source, BATCH, GROUPS, pointer, target, STEP * 4);
  const expected = new Float32Array(before);
  lengths.forEach((length, b) => {
    for (let group = 0; group < GROUPS && length > 0; group++) {
      for (let lane = 0; lane < 8; lane++) {
        expected[at(length - 1, b, group, lane)]! += values[at(0, b, group, lane)]!;
      }
    }
  });
  assertSameBits(host.get(target, STEPS * STEP), expected, "target");
  host.assertIntact();
});
