import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import {
  packWeightsFile,
  unpackWeightsFile,
  unseenWeights,
} from "../../src/explorer/weights_file.ts";

const tensors = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== "__proto__"),
  fc.float32Array({ maxLength: 40 }),
  { maxKeys: 6, noNullPrototype: true },
);

/** The bits of tensors: NaN and −0 count too. */
function bitsOf(weights: Readonly<Record<string, Float32Array>>): [string, number[]][] {
  return Object.entries(weights).map(([name, values]) => [
    name,
    [...new Uint32Array(values.slice().buffer)],
  ]);
}

Deno.test("weights arrive bit by bit, in their order", () => {
  fc.assert(fc.property(tensors, (weights) => {
    assertEquals(bitsOf(unpackWeightsFile(packWeightsFile(weights))), bitsOf(weights));
  }));
});

Deno.test("weights arrive from within a larger buffer, as views of a file are", () => {
  const values = Float32Array.of(0, 1.5, -2, 7).subarray(1, 3);
  const file = packWeightsFile({ values });
  const framed = new Uint8Array(file.length + 5);
  framed.set(file, 3);
  const { values: got } = unpackWeightsFile(framed.subarray(3, 3 + file.length));
  assertEquals([...got!], [1.5, -2]);
});

Deno.test("what is left out arrives as zeros and weighs nothing", () => {
  const weights = { a: Float32Array.of(1, 2), b: new Float32Array(1000).fill(0.1) };
  const whole = packWeightsFile(weights), part = packWeightsFile(weights, ["b"]);
  assertEquals(bitsOf(unpackWeightsFile(part)), bitsOf({ ...weights, b: new Float32Array(1000) }));
  assertEquals(whole.length - part.length > 3900, true);
});

Deno.test("a file that is cut short or too long is refused", () => {
  const file = packWeightsFile({ a: Float32Array.of(1, 2, 3) });
  for (const length of [0, 3, 4, 20, file.length - 1]) {
    assertThrows(() => unpackWeightsFile(file.subarray(0, length)), RangeError, `${length} bytes`);
  }
  assertThrows(() => unpackWeightsFile(Uint8Array.of(...file, 0)), RangeError, "cut short");
});

Deno.test("only the top layer's backward recurrence, read at one step, is unseen", () => {
  const recurrent = { cell: "LSTM", inputs: 1, hidden: 4, layers: 2 } as const;
  const spec = (bidirectional: boolean, readout: ModelSpec["readout"]): ModelSpec => ({
    recurrent: { ...recurrent, bidirectional },
    readout,
    outputs: 1,
  });
  const unseen = (bidirectional: boolean, readout: ModelSpec["readout"]): string[] =>
    unseenWeights({ spec: spec(bidirectional, readout) });
  assertEquals(unseen(true, "last"), ["rnn.weight_hh_l1_reverse"]);
  assertEquals(unseen(true, "final"), []);
  assertEquals(unseen(false, "last"), []);
  assertEquals(unseenWeights({ spec: spec(true, "last"), padding: "true-last" }), []);
});
