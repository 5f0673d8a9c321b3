/** Samples of unequal length: past its length a sample's state is carried on unchanged, whatever is read. */
import { assertEquals } from "@std/assert";
import { type Cell } from "../../src/kernels/recurrent_spec.ts";
import type { Readout } from "../../src/kernels/recurrent_plan.ts";
import { assertSameBits } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";
import { CELLS, drawValues, READOUTS } from "./recurrent_values.ts";

const host = await KernelMemory.open();

const BATCH = 5, STEPS = 6, HIDDEN = 9;
const LENGTHS = Int32Array.of(6, 0, 1, 4, 5);

function place(cell: Cell, readout: Readout, lengths?: Int32Array): RecurrentRun {
  const spec = { cell, inputs: 3, hidden: HIDDEN, layers: 2, bidirectional: true };
  const shape = { batch: BATCH, steps: STEPS, readout, masked: lengths !== undefined };
  const { lengths: _, ...values } = drawValues(spec, { ...shape, masked: false }, 7);
  return new RecurrentRun(host, {
    spec,
    shape,
    values: { ...values, ...(lengths && { lengths }) },
  });
}

/** One direction's units of one step, from [batch][steps][2·hidden]. */
function unitsAt(sequence: Float32Array, b: number, t: number, direction: number): Float32Array {
  const from = (b * STEPS + t) * 2 * HIDDEN + direction * HIDDEN;
  return sequence.subarray(from, from + HIDDEN);
}

for (const cell of CELLS) {
  Deno.test(`${cell} read by sequence repeats the last valid state going forward, zero going back`, () => {
    host.reset();
    const sequence = place(cell, "sequence", LENGTHS).forward();
    LENGTHS.forEach((length, b) => {
      for (let t = length; t < STEPS; t++) {
        const carried = length ? unitsAt(sequence, b, length - 1, 0) : new Float32Array(HIDDEN);
        assertSameBits(
          new Float32Array(unitsAt(sequence, b, t, 0)),
          new Float32Array(carried),
          "h",
        );
        assertEquals(unitsAt(sequence, b, t, 1), new Float32Array(HIDDEN));
      }
    });
  });

  Deno.test(`${cell} read by last returns step length − 1 of both directions, zero for length 0`, () => {
    host.reset();
    const sequence = place(cell, "sequence", LENGTHS).forward();
    const last = place(cell, "last", LENGTHS).forward();
    LENGTHS.forEach((length, b) => {
      for (let direction = 0; direction < 2; direction++) {
        const from = (2 * b + direction) * HIDDEN;
        const expected = length
          ? unitsAt(sequence, b, length - 1, direction)
          : new Float32Array(HIDDEN);
        assertEquals(last.subarray(from, from + HIDDEN), expected);
      }
    });
  });

  Deno.test(`${cell} read by final returns the last step going forward and step 0 going back`, () => {
    for (const lengths of [undefined, LENGTHS]) {
      host.reset();
      const sequence = place(cell, "sequence", lengths).forward();
      const final = place(cell, "final", lengths).forward();
      for (let b = 0; b < BATCH; b++) {
        const from = 2 * b * HIDDEN;
        const forward = unitsAt(sequence, b, STEPS - 1, 0), back = unitsAt(sequence, b, 0, 1);
        assertEquals(final.subarray(from, from + HIDDEN), forward);
        assertEquals(final.subarray(from + HIDDEN, from + 2 * HIDDEN), back);
      }
    }
  });

  Deno.test(`${cell} with every length whole gives the bits of the unmasked pass`, () => {
    for (const readout of READOUTS) {
      host.reset();
      const whole = Int32Array.from({ length: BATCH }, () => STEPS);
      const masked = place(cell, readout, whole), plain = place(cell, readout);
      assertSameBits(masked.forward(), plain.forward(), readout);
      const expected = plain.backward();
      masked.backward().parameters.forEach((gradient, i) =>
        assertSameBits(gradient, expected.parameters[i]!, `${readout}, parameter ${i}`)
      );
    }
  });

  Deno.test(`${cell} on samples without any step returns zeros and gradients of zero`, () => {
    for (const readout of READOUTS) {
      host.reset();
      const run = place(cell, readout, new Int32Array(BATCH));
      assertEquals(run.forward().every((value) => value === 0), true);
      const { parameters, input } = run.backward();
      for (const gradient of [...parameters, input]) {
        assertEquals(gradient.every((value) => value === 0), true);
      }
    }
  });
}
