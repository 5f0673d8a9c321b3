/** What a pass lets probes see: gates, states, and the gradient of every hidden state. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Trace } from "../../src/kernels/recurrent_pass.ts";
import { directionsOf } from "../../src/kernels/recurrent_spec.ts";
import { assertClose, assertCloseToScale, assertSameBits, ROUNDOFF } from "./closeness.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";
import { drawValues, type RecurrentCase, recurrentCases } from "./recurrent_values.ts";
import { referencePass } from "./reference_cells.ts";

const host = await KernelMemory.open();

/** Calls `visit` with each layer and direction whose every step is computed: all but the top's backward one under `last`. */
function eachTraced(
  { spec, shape }: RecurrentCase,
  visit: (layer: number, direction: number) => void,
): void {
  for (let layer = 0; layer < spec.layers; layer++) {
    for (let direction = 0; direction < directionsOf(spec); direction++) {
      const partial = shape.readout === "last" && !shape.masked && layer === spec.layers - 1;
      if (direction === 0 || !partial) visit(layer, direction);
    }
  }
}

/** Values [batch][steps][hidden] of the steps within each sample's length. */
function valid({ shape, values }: RecurrentCase, trace: ArrayLike<number>): number[] {
  const hidden = trace.length / shape.batch / shape.steps;
  return Array.from(trace).filter((_, at) => {
    const b = Math.floor(at / hidden / shape.steps), t = Math.floor(at / hidden) % shape.steps;
    return t < (values.lengths?.[b] ?? shape.steps);
  });
}

Deno.test("traces are the gates and states of the f64 reference within 32 roundoffs", () => {
  fc.assert(
    fc.property(recurrentCases, (drawn) => {
      host.reset();
      const run = new RecurrentRun(host, drawn);
      run.forward();
      const reference = referencePass(drawn.spec, drawn.shape, drawn.values);
      eachTraced(drawn, (layer, direction) => {
        const traces = run.traces(layer, direction);
        const expected = reference.traces[layer]![direction]!;
        for (const name of Object.keys(expected)) {
          const what = `${name} of layer ${layer}, direction ${direction}`;
          const found = valid(drawn, traces[name]!);
          assertCloseToScale(found, valid(drawn, expected[name]!), 32 * ROUNDOFF, what);
        }
      });
    }),
    { numRuns: 150 },
  );
});

Deno.test("traces carry the names of the cell's equations", () => {
  const names = (cell: "SimpleRNN" | "LSTM" | "GRU", removedGates: ("input" | "output")[] = []) => {
    host.reset();
    const spec = { cell, inputs: 2, hidden: 3, layers: 1, bidirectional: false, removedGates };
    const shape = { batch: 2, steps: 3, readout: "last", masked: false } as const;
    const run = new RecurrentRun(host, { spec, shape, values: drawValues(spec, shape, 8) });
    run.forward();
    return Object.keys(run.traces(0, 0)).sort();
  };
  assertEquals(names("SimpleRNN"), ["h"]);
  assertEquals(names("GRU"), ["h", "n", "r", "z"]);
  assertEquals(names("LSTM"), ["c", "f", "g", "h", "i", "o"]);
  assertEquals(names("LSTM", ["input", "output"]), ["c", "f", "g", "h"]);
});

/** A pass of one layer, its traces, and the state `name` one step earlier in its direction. */
function traced(cell: "LSTM" | "GRU", direction: number) {
  host.reset();
  const spec = { cell, inputs: 3, hidden: 9, layers: 1, bidirectional: true };
  const shape = { batch: 5, steps: 6, readout: "sequence", masked: false } as const;
  const run = new RecurrentRun(host, { spec, shape, values: drawValues(spec, shape, 9) });
  run.forward();
  const traces = run.traces(0, direction);
  const before = (name: string): Float32Array =>
    traces[name]!.map((_, at, all) => {
      const t = Math.floor(at / spec.hidden) % shape.steps + (direction === 0 ? -1 : 1);
      return t < 0 || t === shape.steps ? 0 : all[at + (direction === 0 ? -1 : 1) * spec.hidden]!;
    });
  return { traces, before };
}

const single = Math.fround;

function tanh(values: Trace): Float32Array {
  const padded = Math.ceil(values.length / 4) * 4;
  const pointer = host.floats(padded);
  new Float32Array(host.memory.buffer, pointer, padded).fill(0).set(values);
  host.kernels.tanhArray(pointer, pointer, padded);
  return host.get(pointer, values.length);
}

for (const direction of [0, 1]) {
  Deno.test(`LSTM traces satisfy c = f·c′ + i·g and h = o·tanh c to the bit, direction ${direction}`, () => {
    const { traces, before } = traced("LSTM", direction);
    const { i, f, g, o, c, h } = traces as Record<"i" | "f" | "g" | "o" | "c" | "h", Trace>;
    const earlier = before("c");
    const expected = c.map((_, at) => single(f[at]! * earlier[at]!) + single(i[at]! * g[at]!));
    assertSameBits(c, expected, "c");
    const squashed = tanh(c);
    assertSameBits(h, h.map((_, at) => o[at]! * squashed[at]!), "h");
  });

  Deno.test(`GRU traces satisfy h = n + z·(h′ − n) to the bit, direction ${direction}`, () => {
    const { traces, before } = traced("GRU", direction);
    const { n, z, h } = traces as Record<"n" | "z" | "h", Trace>;
    const earlier = before("h");
    const expected = h.map((_, at) => n[at]! + single(z[at]! * single(earlier[at]! - n[at]!)));
    assertSameBits(h, expected, "h");
  });
}

Deno.test("hiddenGradients are the f64 reference's ∂L/∂h within 64 roundoffs", () => {
  fc.assert(
    fc.property(recurrentCases, (drawn) => {
      host.reset();
      const run = new RecurrentRun(host, drawn);
      run.forward();
      run.backward();
      const reference = referencePass(drawn.spec, drawn.shape, drawn.values);
      eachTraced(drawn, (layer, direction) => {
        const found = valid(drawn, run.hiddenGradients(layer, direction));
        const expected = valid(drawn, reference.hiddenGradients[layer]![direction]!);
        const what = `∂L/∂h of layer ${layer}, direction ${direction}`;
        assertCloseToScale(found, expected, 64 * ROUNDOFF, what);
      });
    }),
    { numRuns: 150 },
  );
});

Deno.test("tracing changes no gradient, and hiddenGradients of an untraced pass are refused", () => {
  host.reset();
  const spec = { cell: "GRU", inputs: 3, hidden: 5, layers: 2, bidirectional: true } as const;
  const shape = { batch: 3, steps: 4, readout: "last", masked: true } as const;
  const values = drawValues(spec, shape, 10);
  const plain = new RecurrentRun(host, { spec, shape, values });
  const seen = new RecurrentRun(host, { spec, shape: { ...shape, traced: true }, values });
  assertClose(seen.forward(), plain.forward(), 0, "readout");
  const expected = plain.backward();
  seen.backward().parameters.forEach((gradient, i) =>
    assertSameBits(gradient, expected.parameters[i]!, `parameter ${i}`)
  );
  assertThrows(() => plain.hiddenGradients(0, 0), RangeError, "not traced");
});
