import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { RandomStream } from "../../src/core/random.ts";
import type { Inspection } from "../../src/explorer/inspection.ts";
import { Network } from "../../src/explorer/network.ts";
import { readKernels } from "../../src/kernels/kernels_file.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { type Probe, probe } from "../../src/nn/probe.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights, RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";

const host = await openBackend();
const kernels = await readKernels();
const STEPS = 23;

function specOf(
  cell: "SimpleRNN" | "LSTM" | "GRU",
  more: Partial<ModelSpec["recurrent"]> = {},
  readout: ModelSpec["readout"] = "last",
): ModelSpec {
  const recurrent = { cell, inputs: 1, hidden: 12, layers: 2, bidirectional: false, ...more };
  return { recurrent, readout, outputs: 1 };
}

const EMBEDDED: ModelSpec = {
  ...specOf("LSTM", { inputs: 6, layers: 1 }),
  embedding: { vocabulary: 40, padding: 0 },
};

const CASES: Readonly<Record<string, ModelSpec>> = {
  SimpleRNN: specOf("SimpleRNN"),
  LSTM: specOf("LSTM"),
  "LSTM without its input gate": specOf("LSTM", { removedGates: ["input"] }),
  GRU: specOf("GRU"),
  "BiLSTM read at its last step": specOf("LSTM", { bidirectional: true }),
  "BiLSTM read at its final states": specOf("LSTM", { bidirectional: true }, "final"),
  "LSTM over an embedding": EMBEDDED,
  "SimpleRNN over an embedding": {
    ...EMBEDDED,
    recurrent: { ...EMBEDDED.recurrent, cell: "SimpleRNN" },
  },
};

function sampleFor(spec: ModelSpec, steps = STEPS): Float32Array<ArrayBuffer> {
  const stream = new RandomStream(3, "explorer sample");
  return Float32Array.from(
    { length: steps },
    (_, i) => spec.embedding ? (i * 7) % spec.embedding.vocabulary : stream.normal(),
  );
}

/** The engine's own probe of the same sample. */
function engineProbe(spec: ModelSpec, sample: Float32Array, length?: number): Probe {
  const model = new RecurrentModel(spec, initialWeights(spec, 5));
  const shape: [number, number] = [1, sample.length];
  const values = spec.embedding
    ? tf.tensor2d(Int32Array.from(sample), shape, "int32")
    : tf.tensor3d(sample, [...shape, 1]);
  const lengths = length === undefined ? undefined : Int32Array.of(length);
  const seen = probe(host, model, { values, lengths }, "sum of outputs");
  model.dispose();
  values.dispose();
  return seen;
}

function load(spec: ModelSpec): Promise<Network> {
  return Network.load(kernels, spec, initialWeights(spec, 5));
}

/** Asserts equal bits at every step that was run; gives how many values that were. */
function assertSame(ours: Inspection, theirs: Probe): number {
  assertEquals(ours.output, theirs.output[0]);
  assertEquals(ours.inputGradient, theirs.inputGradient!);
  let compared = 0;
  theirs.layers.forEach(({ traces, hiddenGradient }, i) => {
    const layer = ours.layers[i]!;
    assertEquals(Object.keys(layer.traces), Object.keys(traces));
    const pairs = Object.entries(traces).map(([name, trace]) => [layer.traces[name]!, trace]);
    for (const [own, other] of [...pairs, [layer.hiddenGradient, hiddenGradient!]]) {
      own!.forEach((value, at) => {
        if (Number.isNaN(value)) return;
        assertEquals(value, other![at]);
        compared++;
      });
    }
  });
  return compared;
}

for (const [name, spec] of Object.entries(CASES)) {
  Deno.test(`${name}: gates, states and gradients have the bits of the engine's probe`, async () => {
    const sample = sampleFor(spec), network = await load(spec);
    const compared = assertSame(network.inspect(sample), engineProbe(spec, sample));
    assert(compared >= 2 * STEPS * spec.recurrent.hidden);
  });

  Deno.test(`${name}: the input gradient is what small changes of the input make of the output`, async () => {
    const network = await load(spec), sample = sampleFor(spec);
    if (spec.embedding) return assertSaliencyOfTokens(spec, sample);
    const { inputGradient } = network.inspect(sample);
    for (const step of [0, 9, STEPS - 1]) {
      const moved = (by: number): number =>
        network.inspect(sample.map((value, i) => i === step ? value + by : value)).output;
      const slope = (moved(1e-2) - moved(-1e-2)) / 2e-2;
      assertAlmostEquals(inputGradient[step]!, slope, 2e-4);
    }
  });
}

/** Moves one coordinate of the embedding of a token that occurs once. */
async function assertSaliencyOfTokens(spec: ModelSpec, sample: Float32Array): Promise<void> {
  const weights = initialWeights(spec, 5), { inputs } = spec.recurrent;
  const { inputGradient } = await Network.load(kernels, spec, weights)
    .then((network) => network.inspect(sample));
  for (const step of [1, STEPS - 1]) {
    const moved = async (by: number): Promise<number> => {
      const table = weights["embedding.weight"]!.slice();
      table[sample[step]! * inputs + 2]! += by;
      const network = await Network.load(kernels, spec, { ...weights, "embedding.weight": table });
      return network.inspect(sample).output;
    };
    const slope = (await moved(1e-2) - await moved(-1e-2)) / 2e-2;
    assertAlmostEquals(inputGradient[step * inputs + 2]!, slope, 2e-4);
  }
}

Deno.test("read at the last step, a BiLSTM's upper backward direction shows that step alone", async () => {
  const network = await load(CASES["BiLSTM read at its last step"]!);
  const { layers, readouts } = network.inspect(sampleFor(network.spec));
  assertEquals(readouts, undefined);
  const upper = layers.at(-1)!;
  assertEquals([upper.layer, upper.direction], [1, 1]);
  for (const trace of [upper.traces["f"]!, upper.traces["h"]!, upper.hiddenGradient]) {
    assertEquals(trace.filter((value) => !Number.isNaN(value)).length, 12);
    assertEquals(Number.isNaN(trace.at(-1)!), false);
  }
});

Deno.test("a shorter sample is the longer one's beginning, also after a sample of another length", async () => {
  const network = await load(CASES["GRU"]!), sample = sampleFor(network.spec);
  const whole = network.inspect(sample), part = network.inspect(sample.subarray(0, 11));
  assertEquals(part.layers[1]!.traces["z"], whole.layers[1]!.traces["z"]!.subarray(0, 11 * 12));
  assertEquals(part.output, whole.readouts![10]);
  assertEquals(network.inspect(sample).output, whole.output);
});

Deno.test("the head's read-out at the last step is the output", async () => {
  for (const name of ["SimpleRNN", "LSTM", "GRU", "LSTM over an embedding"]) {
    const network = await load(CASES[name]!);
    const { output, readouts } = network.inspect(sampleFor(network.spec));
    assertEquals(readouts!.at(-1), output);
    assertEquals(readouts!.length, STEPS);
  }
});

Deno.test("past its length a sample is not read, and padding there changes nothing", async () => {
  const network = await load(EMBEDDED), sample = sampleFor(EMBEDDED);
  const masked = network.inspect(sample, 9);
  assertEquals(masked.output, network.inspect(sample.subarray(0, 9)).output);
  assertEquals(masked.output, engineProbe(EMBEDDED, sample, 9).output[0]);
  assert(masked.layers[0]!.traces["h"]!.subarray(9 * 12).every(Number.isNaN));
  assertEquals(masked.layers[0]!.traces["h"]!.subarray(0, 9 * 12).some(Number.isNaN), false);
});

Deno.test("published networks give the engine's bits too", async () => {
  for (const file of ["q7-a-lstm-seed-1", "q7-a-gru-seed-1", "q7-a-bilstm-seed-1"]) {
    const bytes = await Deno.readFile(
      new URL(`../../models/paper/${file}.safetensors`, import.meta.url),
    );
    const weights: Record<string, Float32Array<ArrayBuffer>> = {};
    for (const [name, { data }] of Object.entries(readSafetensors(bytes).tensors)) {
      weights[name] = data as Float32Array<ArrayBuffer>;
    }
    const cell = file.includes("gru") ? "GRU" : "LSTM";
    const spec = specOf(cell, { hidden: 64, bidirectional: file.includes("bilstm") });
    const sample = sampleFor(spec, 60), network = await Network.load(kernels, spec, weights);
    const model = new RecurrentModel(spec, weights), values = tf.tensor3d(sample, [1, 60, 1]);
    assertSame(network.inspect(sample), probe(host, model, { values }, "sum of outputs"));
    model.dispose();
    values.dispose();
  }
});

Deno.test("what cannot be inspected is refused", async () => {
  await assertRejects(() => load({ ...specOf("LSTM"), readout: "sequence" }), RangeError);
  await assertRejects(() => load({ ...specOf("LSTM"), outputs: 2 }), RangeError);
  const { "fc.bias": _, ...others } = initialWeights(EMBEDDED, 5);
  await assertRejects(() => Network.load(kernels, EMBEDDED, others), RangeError, "fc.bias");
  const network = await load(EMBEDDED);
  assertThrows(() => network.inspect(Int32Array.of(3, 40)), RangeError, "token 40");
  const wide = await load(specOf("GRU", { inputs: 3 }));
  assertThrows(() => wide.inspect(new Float32Array(4)), RangeError, "4 values");
});
