import { assertEquals, assertGreaterOrEqual, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Layer } from "../../src/theory/layer.ts";
import { receptiveField } from "../../src/theory/layer_stack.ts";
import { convolutionReach, reachTable } from "../../src/theory/reach.ts";

const kernel = fc.integer({ min: 2, max: 5 });
const dilations = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

Deno.test("convolutionReach is the receptive field of the stack that it speaks of", () => {
  fc.assert(fc.property(kernel, dilations, (kernel, dilations) => {
    const layers = dilations.map((dilation): Layer => ({
      kind: "conv1d",
      filters: 1,
      kernel,
      dilation,
    }));
    const reach = convolutionReach(kernel, dilations);
    // On a sequence of just that length, the only output sees all of it.
    const input = { kind: "sequence", steps: reach, features: 1 } as const;
    assertEquals(receptiveField(input, layers, [0]), [{ first: 0, last: reach - 1 }]);
    assertThrows(() => receptiveField({ ...input, steps: reach - 1 }, layers, [0]), RangeError);
  }));
});

Deno.test("reachTable sets a recurrent layer, which sees all steps, beside kernels", () => {
  assertEquals(reachTable({ kernels: [3], layers: [1, 2, 4], steps: 50 }), [
    { model: "RNN, GRU, LSTM", reach: [null, null, null], layersNeeded: 1 },
    { model: "Conv1d, kernel 3", reach: [3, 5, 9], layersNeeded: 25 },
    { model: "Conv1d, kernel 3, dilation doubled", reach: [3, 7, 31], layersNeeded: 5 },
  ]);
});

Deno.test("reachTable counts just as many layers as are needed", () => {
  fc.assert(fc.property(kernel, fc.integer({ min: 2, max: 500 }), (kernel, steps) => {
    const [, plain, doubled] = reachTable({ kernels: [kernel], layers: [1], steps });
    for (const [row, growth] of [[plain!, 1], [doubled!, 2]] as const) {
      const reach = (layers: number): number =>
        convolutionReach(kernel, Array.from({ length: layers }, (_, l) => growth ** l));
      assertGreaterOrEqual(reach(row.layersNeeded), steps);
      assertLess(reach(row.layersNeeded - 1), steps);
    }
  }));
});

Deno.test("reachTable refuses a kernel that never sees further, and lengths that are none", () => {
  const good = { kernels: [3], layers: [1], steps: 2 };
  for (
    const [change, message] of [
      [{ kernels: [1] }, "Cannot use 1 as kernel size: expected an integer of at least 2"],
      [{ layers: [0] }, "Cannot use 0 as number of layers: expected an integer of at least 1"],
      [{ steps: 1.5 }, "Cannot use 1.5 as number of steps: expected an integer of at least 1"],
    ] as const
  ) {
    assertEquals(
      assertThrows(() => reachTable({ ...good, ...change }), RangeError).message,
      message,
    );
  }
});
