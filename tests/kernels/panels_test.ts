/** Weights into the panels that the products read, and gradients out of them. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import { assertSameBits } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { uniforms } from "./recurrent_values.ts";

const host = await KernelMemory.open();

const ceil = (value: number, multiple: number) => Math.ceil(value / multiple) * multiple;

/** A weight [hidden][columns] whose columns are `segments` runs of `width`; all but the last are padded to eights. */
const weights = fc.record({
  hidden: fc.integer({ min: 1, max: 19 }),
  width: fc.integer({ min: 1, max: 19 }),
  segments: fc.integer({ min: 1, max: 2 }),
  seed: fc.nat(),
}).map(({ hidden, width, segments, seed }) => {
  const columns = width * segments, rows = (segments - 1) * ceil(width, 8) + width;
  const values = uniforms(new RandomStream(seed, "panels"), hidden * columns, 1);
  /** The packed position of a column. */
  const packed = (column: number) => Math.floor(column / width) * ceil(width, 8) + column % width;
  return { hidden, width, columns, rows, values, packed, groups: Math.ceil(hidden / 8) };
});

Deno.test("packPanels puts unit u's column c at [u / 8][packed c][u mod 8], zeros elsewhere", () => {
  fc.assert(fc.property(weights, ({ hidden, width, columns, rows, values, packed, groups }) => {
    host.reset();
    const target = host.floats(groups * rows * 8);
    const source = host.put(values);
    host.kernels.packPanels(source, hidden, columns, width, rows, target, rows * 32);
    const expected = new Float32Array(groups * rows * 8);
    for (let unit = 0; unit < hidden; unit++) {
      for (let column = 0; column < columns; column++) {
        expected[((unit >> 3) * rows + packed(column)) * 8 + unit % 8] =
          values[unit * columns + column]!;
      }
    }
    assertSameBits(host.get(target, expected.length), expected, "panels");
    host.assertIntact();
  }));
});

Deno.test("unpackPanels undoes packPanels", () => {
  fc.assert(fc.property(weights, ({ hidden, width, columns, rows, values, groups }) => {
    host.reset();
    const panels = host.floats(groups * rows * 8), target = host.floats(values.length);
    const source = host.put(values), stride = rows * 32;
    host.kernels.packPanels(source, hidden, columns, width, rows, panels, stride);
    host.kernels.unpackPanels(panels, stride, hidden, columns, width, rows, target);
    assertSameBits(host.get(target, values.length), values, "weight");
    host.assertIntact();
  }));
});

Deno.test("packTransposed puts unit u's column c at [c / 8][u][c mod 8], zeros elsewhere", () => {
  fc.assert(fc.property(weights, ({ hidden, width, columns, rows, values, packed }) => {
    host.reset();
    const padded = ceil(hidden, 8), columnGroups = Math.ceil(rows / 8), size = padded * 8;
    const target = host.floats(columnGroups * size);
    const source = host.put(values);
    host.kernels.packTransposed(source, hidden, columns, width, columnGroups, target, size * 4);
    const expected = new Float32Array(columnGroups * size);
    for (let unit = 0; unit < hidden; unit++) {
      for (let column = 0; column < columns; column++) {
        const at = packed(column);
        expected[(at >> 3) * size + unit * 8 + at % 8] = values[unit * columns + column]!;
      }
    }
    assertSameBits(host.get(target, expected.length), expected, "panels");
    host.assertIntact();
  }));
});

Deno.test("packBias adds two biases, either of which may be absent, and pads with zeros", () => {
  host.reset();
  const [a, b] = [host.put([1, 2, 3]), host.put([0.5, 0.25, 0.125])];
  const packed = (first: number, second: number): number[] => {
    const target = host.floats(8);
    host.kernels.packBias(first, second, 3, target);
    return [...host.get(target, 8)];
  };
  assertEquals(packed(a, b), [1.5, 2.25, 3.125, 0, 0, 0, 0, 0]);
  assertEquals(packed(a, 0), [1, 2, 3, 0, 0, 0, 0, 0]);
  assertEquals(packed(0, b), [0.5, 0.25, 0.125, 0, 0, 0, 0, 0]);
  assertEquals(packed(0, 0), [0, 0, 0, 0, 0, 0, 0, 0]);
  host.assertIntact();
});
