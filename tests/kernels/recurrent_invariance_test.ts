/** What must not change a pass's numbers by a single bit: neighbours, placement, growth of the memory, padding. */
import { assertGreater } from "@std/assert";
import fc from "fast-check";
import { directionsOf, recurrentParameters } from "../../src/kernels/recurrent_spec.ts";
import { assertCloseToScale, assertSameBits, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { type Gradients, RecurrentRun } from "./recurrent_run.ts";
import { drawValues, type RecurrentCase, recurrentCases } from "./recurrent_values.ts";

const host = await KernelMemory.open();

/** The part of a batch-major array that belongs to samples `from` … `to` − 1. */
function samples(
  values: Float32Array,
  batch: number,
  from: number,
  to: number,
): Float32Array<ArrayBuffer> {
  const each = values.length / batch;
  return new Float32Array(values.subarray(from * each, to * each));
}

/** The case of one sample alone. */
function alone({ spec, shape, values }: RecurrentCase, b: number): RecurrentCase {
  const cut = (array: Float32Array) => samples(array, shape.batch, b, b + 1);
  const { lengths } = values;
  return {
    spec,
    shape: { ...shape, batch: 1 },
    values: {
      parameters: values.parameters,
      x: cut(values.x),
      readoutGradient: cut(values.readoutGradient),
      ...(lengths && { lengths: lengths.slice(b, b + 1) }),
    },
  };
}

function runOnce(drawn: RecurrentCase): { readout: Float32Array; gradients: Gradients } {
  const run = new RecurrentRun(host, drawn);
  return { readout: run.forward(), gradients: run.backward() };
}

function assertSameGradients(actual: Gradients, expected: Gradients): void {
  actual.parameters.forEach((gradient, i) =>
    assertSameBits(gradient, expected.parameters[i]!, `gradient of parameter ${i}`)
  );
  assertSameBits(actual.input, expected.input, "input gradient");
}

Deno.test("a sample's readout and input gradient are those that it has alone, to the bit", () => {
  fc.assert(
    fc.property(recurrentCases, (drawn) => {
      host.reset();
      const { batch } = drawn.shape;
      const together = runOnce(drawn);
      for (let b = 0; b < batch; b++) {
        const { readout, gradients } = runOnce(alone(drawn, b));
        assertSameBits(samples(together.readout, batch, b, b + 1), readout, `readout of ${b}`);
        const input = samples(together.gradients.input, batch, b, b + 1);
        assertSameBits(input, gradients.input, `input gradient of ${b}`);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("a sample of NaN spoils its own readout alone", () => {
  fc.assert(
    fc.property(recurrentCases, (drawn) => {
      host.reset();
      const { batch } = drawn.shape;
      const clean = new RecurrentRun(host, drawn).forward();
      const x = new Float32Array(drawn.values.x);
      x.fill(NaN, 0, x.length / batch);
      const spoilt = new RecurrentRun(host, { ...drawn, values: { ...drawn.values, x } }).forward();
      const others = (values: Float32Array) => samples(values, batch, 1, batch);
      assertSameBits(others(spoilt), others(clean), "other samples");
    }),
    { numRuns: 60 },
  );
});

Deno.test("two workspaces of one memory give the same bits, also when their passes interleave", () => {
  fc.assert(
    fc.property(recurrentCases, fc.nat(4096), (drawn, distance) => {
      host.reset();
      const first = new RecurrentRun(host, drawn);
      host.reserve(distance);
      const second = new RecurrentRun(host, drawn);
      const readouts = [first.forward(), second.forward()];
      assertSameBits(readouts[1]!, readouts[0]!, "readout");
      const gradients = [second.backward(), first.backward()];
      assertSameGradients(gradients[1]!, gradients[0]!);
      host.assertIntact();
    }),
    { numRuns: 60 },
  );
});

Deno.test("running again on a used workspace gives the same bits", () => {
  fc.assert(
    fc.property(recurrentCases, (drawn) => {
      host.reset();
      const run = new RecurrentRun(host, drawn);
      const readout = run.forward(), gradients = run.backward();
      assertSameBits(run.forward(), readout, "readout");
      assertSameGradients(run.backward(), gradients);
    }),
    { numRuns: 60 },
  );
});

Deno.test("growth of the memory between forward and backward changes no bit", async () => {
  const spec = { cell: "LSTM", inputs: 3, hidden: 9, layers: 2, bidirectional: true } as const;
  const shape = { batch: 5, steps: 6, readout: "last", masked: true } as const;
  const drawn = { spec, shape, values: drawValues(spec, shape, 6) };
  host.reset();
  const expected = runOnce(drawn);

  const growing = await KernelMemory.open(32);
  const run = new RecurrentRun(growing, drawn);
  growing.memory.grow(1);
  const readout = run.forward();
  const before = growing.memory.buffer.byteLength;
  growing.memory.grow(100);
  assertGreater(growing.memory.buffer.byteLength, before);
  assertSameBits(readout, expected.readout, "readout");
  assertSameGradients(run.backward(), expected.gradients);
});

/** The case with every sample cut to `length` steps, unmasked. */
function shortened({ spec, shape, values }: RecurrentCase, length: number): RecurrentCase {
  const { batch, steps } = shape;
  const cut = (array: Float32Array) =>
    Float32Array.from(
      Array.from({ length: batch }, (_, b) => {
        const each = array.length / batch;
        return [...array.subarray(b * each, b * each + each / steps * length)];
      }).flat(),
    );
  const whole = shape.readout === "sequence";
  return {
    spec,
    shape: { ...shape, steps: length, masked: false },
    values: {
      parameters: values.parameters,
      x: cut(values.x),
      readoutGradient: whole ? cut(values.readoutGradient) : values.readoutGradient,
    },
  };
}

Deno.test("padding keeps the shorter sequence's readout and input gradient to the bit", () => {
  fc.assert(
    fc.property(recurrentCases, fc.nat(8), (drawn, more) => {
      host.reset();
      const { spec, shape } = drawn, length = 1 + more % shape.steps;
      const padded = {
        spec,
        shape: { ...shape, masked: true },
        values: {
          ...drawn.values,
          lengths: new Int32Array(shape.batch).fill(length),
          readoutGradient: new Float32Array(drawn.values.readoutGradient),
        },
      };
      if (shape.readout === "sequence") {
        // Nobody reads the padding.
        const width = directionsOf(spec) * spec.hidden;
        for (let at = 0; at < padded.values.readoutGradient.length; at++) {
          const t = Math.floor(at / width) % shape.steps;
          if (t >= length) padded.values.readoutGradient[at] = 0;
        }
      }
      const long = runOnce(padded), short = runOnce(shortened(drawn, length));
      const { batch, steps } = shape;
      const read = (values: Float32Array) =>
        shape.readout === "sequence" ? firstSteps(values, batch, steps, length) : values;
      assertSameBits(read(long.readout), short.readout, "readout");
      // Weight gradients sum the steps in pairs, and padding moves the pairs.
      recurrentParameters(spec).forEach(({ name }, i) =>
        assertCloseToScale(
          long.gradients.parameters[i]!,
          short.gradients.parameters[i]!,
          64 * ROUNDOFF,
          name,
        )
      );
      const input = firstSteps(long.gradients.input, batch, steps, length);
      assertSameBits(unsigned(input), unsigned(short.gradients.input), "input gradient");
    }),
    { numRuns: 100 },
  );
});

/** The values with −0 as 0: a product with a zero state or gradient may have either sign, and sums with others lose it. */
function unsigned(values: Float32Array): Float32Array {
  return values.map((value) => value + 0);
}

/** The first `count` of the steps of each sample. */
function firstSteps(
  values: Float32Array,
  batch: number,
  steps: number,
  count: number,
): Float32Array {
  const each = values.length / batch;
  return Float32Array.from(
    Array.from(
      { length: batch },
      (_, b) => [...values.subarray(b * each, b * each + each / steps * count)],
    ).flat(),
  );
}

Deno.test("what stands in the padding reaches neither readout nor gradients", () => {
  fc.assert(
    fc.property(recurrentCases.filter(({ shape }) => shape.masked), (drawn) => {
      host.reset();
      const { batch, steps } = drawn.shape, { lengths } = drawn.values;
      const x = new Float32Array(drawn.values.x), each = drawn.spec.inputs;
      for (let b = 0; b < batch; b++) {
        x.fill(1e6, (b * steps + lengths![b]!) * each, (b + 1) * steps * each);
      }
      const clean = runOnce(drawn), changed = runOnce({ ...drawn, values: { ...drawn.values, x } });
      assertSameBits(changed.readout, clean.readout, "readout");
      assertSameGradients(
        { ...changed.gradients, parameters: changed.gradients.parameters.map(unsigned) },
        { ...clean.gradients, parameters: clean.gradients.parameters.map(unsigned) },
      );
    }),
    { numRuns: 60 },
  );
});
