import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { LinearMemory } from "../../src/kernels/linear_memory.ts";
import type { Trace } from "../../src/kernels/recurrent_pass.ts";
import { readKernels } from "../../src/kernels/module.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { PlainNetwork } from "../../src/nn/plain_network.ts";
import { type LayerProbe, probe } from "../../src/nn/probe.ts";
import { initialWeights, RecurrentModel } from "../../src/nn/recurrent_model.ts";

const STEPS = 11;
const stack = { inputs: 1, hidden: 12, layers: 2, bidirectional: false } as const;
const SPECS: Readonly<Record<string, ModelSpec>> = {
  SimpleRNN: { recurrent: { cell: "SimpleRNN", ...stack }, readout: "last", outputs: 1 },
  GRU: { recurrent: { cell: "GRU", ...stack }, readout: "last", outputs: 1 },
  LSTM: { recurrent: { cell: "LSTM", ...stack }, readout: "last", outputs: 1 },
  BiLSTM: {
    recurrent: { cell: "LSTM", ...stack, bidirectional: true },
    readout: "last",
    outputs: 1,
  },
  "BiLSTM, final states": {
    recurrent: { cell: "LSTM", ...stack, bidirectional: true },
    readout: "final",
    outputs: 1,
  },
  "LSTM without forget gate": {
    recurrent: { cell: "LSTM", ...stack, removedGates: ["forget"] },
    readout: "last",
    outputs: 1,
  },
  classifier: {
    recurrent: { cell: "GRU", inputs: 5, hidden: 7, layers: 1, bidirectional: false },
    readout: "last",
    outputs: 1,
    embedding: { vocabulary: 30, padding: 0 },
  },
};

function sampleOf({ embedding, recurrent }: ModelSpec): Float32Array | Int32Array {
  return embedding
    ? Int32Array.from({ length: STEPS }, (_, t) => (t * 7) % embedding.vocabulary)
    : Float32Array.from({ length: STEPS * recurrent.inputs }, (_, t) => (t * 37 % 23) / 8 - 1.4);
}

/** What was run of a layer: read at the last step, the top layer's backward direction has that step alone. */
function ranAlone(view: LayerProbe, _: number, all: readonly LayerProbe[]) {
  const { layer, direction, traces, hiddenGradient } = view;
  const isTop = layer === all.at(-1)!.layer && direction === 1;
  const ran = (trace: Trace) => isTop ? trace.slice(-trace.length / STEPS) : trace;
  return {
    layer,
    direction,
    traces: Object.fromEntries(Object.entries(traces).map(([name, trace]) => [name, ran(trace)])),
    hiddenGradient: ran(hiddenGradient!),
  };
}

for (const [name, spec] of Object.entries(SPECS)) {
  for (const length of [undefined, STEPS - 3]) {
    if (length !== undefined && spec.recurrent.bidirectional) continue;
    const read = length === undefined ? "" : `, read at step ${length}`;
    Deno.test(`${name}${read}: every bit is the engine's own, forward and backward`, async () => {
      const host = await openBackend(), weights = initialWeights(spec, 5);
      const values = sampleOf(spec);
      const model = new RecurrentModel(spec, weights);
      const input = values instanceof Int32Array
        ? tf.tensor2d(values, [1, STEPS], "int32")
        : tf.tensor3d(values, [1, STEPS, spec.recurrent.inputs]);
      const lengths = length === undefined ? {} : { lengths: Int32Array.of(length) };
      const expected = probe(host, model, { values: input, ...lengths }, "sum of outputs");
      model.dispose();
      input.dispose();
      const network = new PlainNetwork(await LinearMemory.open(await readKernels()), spec, weights);
      const found = network.view({ values, ...(length !== undefined && { length }) });
      assertEquals(found.output, expected.output[0]);
      assertEquals(found.layers.map(ranAlone), expected.layers.map(ranAlone));
      assertEquals(found.inputGradient, expected.inputGradient);
    });
  }
}

Deno.test("the derivative with respect to the input is that of finite differences", async () => {
  const spec = SPECS["LSTM"]!, values = sampleOf(spec) as Float32Array;
  const weights = initialWeights(spec, 5);
  const network = new PlainNetwork(await LinearMemory.open(await readKernels()), spec, weights);
  const { inputGradient } = network.view({ values });
  const step = 0.01;
  for (const t of [0, 5, STEPS - 1]) {
    const at = (shift: number) =>
      network.view({ values: values.map((value, i) => (i === t ? value + shift : value)) }).output;
    assertAlmostEquals(inputGradient[t]!, (at(step) - at(-step)) / (2 * step), 1e-4);
  }
});

Deno.test("a sample leaves no trace in the next, and takes no memory for good", async () => {
  const spec = SPECS["BiLSTM"]!, memory = await LinearMemory.open(await readKernels());
  const network = new PlainNetwork(memory, spec, initialWeights(spec, 5));
  const values = sampleOf(spec) as Float32Array;
  const first = network.view({ values }), mark = memory.mark;
  network.view({ values: values.map((value) => 3 - value) });
  network.view({ values: new Float32Array(200) });
  assertEquals(network.view({ values }), first);
  assertEquals(memory.mark, mark);
});

Deno.test("what does not fit is refused with what was expected", async () => {
  const memory = await LinearMemory.open(await readKernels());
  const spec = SPECS["classifier"]!, weights = initialWeights(spec, 5);
  const network = new PlainNetwork(memory, spec, weights);
  assertThrows(() => network.view({ values: Int32Array.of(30) }), RangeError, "token 30 of 30");
  assertThrows(() => network.view({ values: Int32Array.of(1, 2), length: 3 }), RangeError, "got 3");
  const { ["fc.bias"]: _, ...rest } = weights;
  assertThrows(() => new PlainNetwork(memory, spec, rest), RangeError, "fc.bias");
  const sequence: ModelSpec = { ...SPECS["GRU"]!, readout: "sequence" };
  assertThrows(() => new PlainNetwork(memory, sequence, {}), RangeError, "sequence");
});
