/**
 * Passes against the f64 reference, over stacks of any shape.
 *
 * Tolerances are counted in unit roundoffs of f32, 2⁻²⁴, of the largest value or of 1: each number is a sum of at most about
 * a hundred terms, each rounded once, whose errors partly cancel. In 8,000 draws the largest error was 10 (outputs) and 23
 * (gradients).
 */
import { assertThrows } from "@std/assert";
import fc from "fast-check";
import { RecurrentPass } from "../../src/kernels/recurrent_pass.ts";
import type { RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import { assertClose, assertCloseToScale, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";
import {
  CELLS,
  drawValues,
  GATE_SUBSETS,
  READOUTS,
  type RecurrentCase,
  recurrentCases,
} from "./recurrent_values.ts";
import { referencePass } from "./reference_cells.ts";

const host = await KernelMemory.open();

function assertAgrees(drawn: RecurrentCase): void {
  host.reset();
  const run = new RecurrentRun(host, drawn);
  const readout = run.forward(), gradients = run.backward();
  const reference = referencePass(drawn.spec, drawn.shape, drawn.values);
  assertClose(readout, reference.readout, 32 * ROUNDOFF, "readout");
  reference.gradients.forEach((expected, i) => {
    const what = `gradient of parameter ${i}`;
    assertCloseToScale(gradients.parameters[i]!, expected, 64 * ROUNDOFF, what);
  });
  assertCloseToScale(gradients.input, reference.inputGradient, 64 * ROUNDOFF, "input gradient");
  host.assertIntact();
}

Deno.test("readouts are the f64 reference's within 32 and gradients within 64 roundoffs", () => {
  fc.assert(fc.property(recurrentCases, assertAgrees), { numRuns: 400 });
});

for (const removedGates of GATE_SUBSETS) {
  const name = removedGates.length ? `no ${removedGates.join(", no ")} gate` : "all gates";
  Deno.test(`LSTM with ${name} agrees with the f64 reference`, () => {
    for (const masked of [false, true]) {
      const spec: RecurrentSpec = {
        cell: "LSTM",
        inputs: 3,
        hidden: 9,
        layers: 2,
        bidirectional: true,
        removedGates,
      };
      const shape = { batch: 5, steps: 6, readout: "sequence", masked } as const;
      assertAgrees({ spec, shape, values: drawValues(spec, shape, 1) });
    }
  });
}

for (const cell of CELLS) {
  for (const readout of READOUTS) {
    Deno.test(`${cell} read by ${readout} agrees with the f64 reference, masked or not`, () => {
      for (const masked of [false, true]) {
        for (const bidirectional of [false, true]) {
          const spec = { cell, inputs: 8, hidden: 16, layers: 2, bidirectional };
          const shape = { batch: 4, steps: 8, readout, masked };
          assertAgrees({ spec, shape, values: drawValues(spec, shape, 2) });
        }
      }
    });
  }
}

Deno.test("a wide batch, past the rows that are taken through all panels together, agrees too", () => {
  const spec = { cell: "LSTM", inputs: 2, hidden: 8, layers: 1, bidirectional: false } as const;
  const shape = { batch: 37, steps: 3, readout: "last", masked: true } as const;
  assertAgrees({ spec, shape, values: drawValues(spec, shape, 3) });
});

Deno.test("a pass refuses sizes, gates and lengths that make no sense", () => {
  const spec: RecurrentSpec = {
    cell: "GRU",
    inputs: 2,
    hidden: 3,
    layers: 1,
    bidirectional: false,
  };
  const shape = { batch: 2, steps: 4, readout: "last", masked: true } as const;
  const plan = (change: object, changedShape: object = {}) => () =>
    new RecurrentPass({ ...spec, ...change }, { ...shape, ...changedShape });
  assertThrows(plan({ hidden: 0 }), RangeError, "hidden = 0");
  assertThrows(plan({ inputs: 1.5 }), RangeError, "inputs = 1.5");
  assertThrows(plan({ layers: -1 }), RangeError, "layers = -1");
  assertThrows(plan({}, { batch: 0 }), RangeError, "batch = 0");
  assertThrows(plan({}, { steps: NaN }), RangeError, "steps = NaN");
  assertThrows(plan({ removedGates: ["forget"] }), RangeError, "GRU");

  const { lengths: _, ...values } = drawValues(spec, shape, 4);
  const run = (lengths?: number[], masked = true) => () => {
    host.reset();
    const given = lengths ? { ...values, lengths: Int32Array.from(lengths) } : values;
    new RecurrentRun(host, { spec, shape: { ...shape, masked }, values: given }).forward();
  };
  assertThrows(run(), RangeError, "expected 2 lengths, got none");
  assertThrows(run([1]), RangeError, "expected 2 lengths, got 1 lengths");
  assertThrows(run([1, 1], false), RangeError, "expected no lengths");
  assertThrows(run([5, 1]), RangeError, "from 0 to 4, got 5");
  assertThrows(run([4, -1]), RangeError, "from 0 to 4, got -1");
});
