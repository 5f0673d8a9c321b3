/** Exported graphs in onnxruntime, against PyTorch's vectors and against this engine. */
import { assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import type { Readout } from "../../src/kernels/recurrent_plan.ts";
import {
  directionsOf,
  recurrentParameters,
  type RecurrentSpec,
} from "../../src/kernels/recurrent_spec.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights, RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { layerSuffix } from "../../src/onnx/layer_weights.ts";
import { modelGraph } from "../../src/onnx/model_graph.ts";
import type { OnnxArray } from "../../src/onnx/session.ts";
import { RandomStream } from "../../src/core/random.ts";
import { assertClose } from "../kernels/closeness.ts";
import { GOLDEN_CASES, specOf } from "../kernels/golden_recurrent.ts";
import { KernelMemory } from "../kernels/kernel_memory.ts";
import { RecurrentRun } from "../kernels/recurrent_run.ts";
import { runExported } from "./exported.ts";

const VARIANTS = ["plain", "explain"] as const;

for (const golden of GOLDEN_CASES) {
  for (const variant of VARIANTS) {
    Deno.test(`${golden.name}, ${variant}: onnxruntime's prediction is PyTorch's within 1e-5`, async () => {
      const weights = Object.fromEntries(
        Object.entries(golden.weights).map(([name, { data }]) => [name, Float32Array.from(data)]),
      );
      const spec: ModelSpec = { recurrent: specOf(golden), readout: "last", outputs: 1 };
      const { x } = golden;
      const feeds = { values: { data: Float32Array.from(x.data), shape: x.shape } };
      const { prediction } = await runExported(spec, weights, { variant }, feeds);
      assertClose(prediction!, golden.prediction, 1e-5, "prediction");
    });

    Deno.test(`${golden.name}, ${variant}: onnxruntime's states of every step are PyTorch's within 1e-5`, async () => {
      // With an identity as the head, the prediction is the stack's output.
      const recurrent = specOf(golden), width = directionsOf(recurrent) * recurrent.hidden;
      const identity = new Float32Array(width * width);
      for (let i = 0; i < width; i++) identity[i * width + i] = 1;
      const stack = Object.entries(golden.weights)
        .map(([name, { data }]) => [name, Float32Array.from(data)]);
      const weights = {
        ...Object.fromEntries(stack),
        "fc.weight": identity,
        "fc.bias": new Float32Array(width),
      };
      const { x } = golden;
      const feeds = { values: { data: Float32Array.from(x.data), shape: x.shape } };
      const spec: ModelSpec = { recurrent, readout: "sequence", outputs: width };
      const { prediction } = await runExported(spec, weights, { variant }, feeds);
      assertClose(prediction!, golden.output.data, 1e-5, "output");
    });
  }
}

/** A model, and a batch for it. */
interface Drawn {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly batch: number;
  readonly steps: number;
  readonly masked: boolean;
}

const gates = fc.subarray(["input", "forget", "output"] as const);
const stacks = fc.oneof(
  fc.record({ cell: fc.constantFrom("SimpleRNN" as const, "GRU" as const) }),
  fc.record({ cell: fc.constant("LSTM" as const), removedGates: gates }),
);
const drawn: fc.Arbitrary<Drawn> = fc.record({
  cell: stacks,
  inputs: fc.integer({ min: 1, max: 5 }),
  hidden: fc.integer({ min: 1, max: 17 }),
  layers: fc.integer({ min: 1, max: 3 }),
  bidirectional: fc.boolean(),
  readout: fc.constantFrom<Readout>("sequence", "last", "final"),
  outputs: fc.integer({ min: 1, max: 3 }),
  tokens: fc.boolean(),
  masked: fc.boolean(),
  seed: fc.nat(),
  batch: fc.integer({ min: 1, max: 6 }),
  steps: fc.integer({ min: 1, max: 12 }),
}).map((
  { cell, inputs, hidden, layers, bidirectional, readout, outputs, tokens, masked, ...rest },
) => ({
  ...rest,
  masked: masked && readout !== "sequence",
  spec: {
    recurrent: { ...cell, inputs, hidden, layers, bidirectional },
    readout,
    outputs,
    ...(tokens ? { embedding: { vocabulary: 9, padding: 0 } } : {}),
  },
}));

/** A batch of features or tokens, with lengths if the model is masked. */
function drawBatch({ spec, seed, batch, steps, masked }: Drawn): Record<string, OnnxArray> {
  const random = new RandomStream(seed, "batch");
  const { embedding: table, recurrent: { inputs } } = spec;
  const values: Record<string, OnnxArray> = table
    ? {
      tokens: {
        data: Int32Array.from({ length: batch * steps }, () => random.integer(table.vocabulary)),
        shape: [batch, steps],
      },
    }
    : {
      values: {
        data: Float32Array.from({ length: batch * steps * inputs }, () => random.normal()),
        shape: [batch, steps, inputs],
      },
    };
  if (!masked) return values;
  const lengths = Int32Array.from({ length: batch }, () => 1 + random.integer(steps));
  return { ...values, lengths: { data: lengths, shape: [batch] } };
}

/** The prediction of this engine. */
function runEngine(
  spec: ModelSpec,
  weights: Record<string, Float32Array>,
  feeds: Record<string, OnnxArray>,
): Float32Array {
  const model = new RecurrentModel(spec, weights);
  const result = tf.tidy(() => {
    const { data, shape } = (feeds["values"] ?? feeds["tokens"])!;
    const values = tf.tensor(data, [...shape], feeds["tokens"] ? "int32" : "float32");
    const lengths = feeds["lengths"]?.data as Int32Array | undefined;
    return model.forward({ values, lengths }).dataSync() as Float32Array;
  });
  model.dispose();
  return result;
}

Deno.test("both variants predict as this engine does within 1e-5, and as each other within 1e-6", async () => {
  await openBackend();
  await fc.assert(
    fc.asyncProperty(drawn, async (model) => {
      const { spec, masked } = model;
      const weights = initialWeights(spec, model.seed);
      const feeds = drawBatch(model);
      const expected = runEngine(spec, weights, feeds);
      const plain = await runExported(spec, weights, { variant: "plain", masked }, feeds);
      const explain = await runExported(spec, weights, { variant: "explain", masked }, feeds);
      assertClose(plain["prediction"]!, expected, 1e-5, "plain");
      assertClose(explain["prediction"]!, expected, 1e-5, "explain");
      assertClose(explain["prediction"]!, plain["prediction"]!, 1e-6, "explain against plain");
    }),
    { numRuns: 60 },
  );
});

Deno.test("a gate held at one is one to the last bit: a cell state sums 200 steps within 1e-6", async () => {
  // Without gates and with a constant candidate g, c = 200·g and the prediction is tanh c.
  const gates = ["input", "forget", "output"] as const;
  const recurrent = {
    cell: "LSTM",
    inputs: 1,
    hidden: 1,
    layers: 1,
    bidirectional: false,
  } as const;
  const spec: ModelSpec = {
    recurrent: { ...recurrent, removedGates: gates },
    readout: "last",
    outputs: 1,
  };
  const bias = 2 ** -10;
  const weights = {
    "rnn.weight_ih_l0": new Float32Array(1),
    "rnn.weight_hh_l0": new Float32Array(1),
    "rnn.bias_ih_l0": Float32Array.of(bias),
    "rnn.bias_hh_l0": new Float32Array(1),
    "fc.weight": Float32Array.of(1),
    "fc.bias": new Float32Array(1),
  };
  const feeds = { values: { data: new Float32Array(200), shape: [1, 200, 1] } };
  for (const variant of VARIANTS) {
    const { prediction } = await runExported(spec, weights, { variant }, feeds);
    assertClose(prediction!, [Math.tanh(200 * Math.tanh(bias))], 1e-6, variant);
  }
});

Deno.test("the explain variant's gates and states are this engine's within 1e-5", async () => {
  const host = await KernelMemory.open();
  const features = drawn.filter(({ spec }) => !spec.embedding);
  await fc.assert(
    fc.asyncProperty(features, async (model) => {
      const { spec, masked, steps } = model, { recurrent } = spec;
      const weights = initialWeights(spec, model.seed), feeds = drawBatch(model);
      const outputs = await runExported(spec, weights, { variant: "explain", masked }, feeds);
      host.reset();
      const run = engineRun(host, recurrent, weights, feeds, masked);
      run.forward();
      const lengths = feeds["lengths"]?.data;
      for (let layer = 0; layer < recurrent.layers; layer++) {
        for (let direction = 0; direction < directionsOf(recurrent); direction++) {
          for (const [name, expected] of Object.entries(run.traces(layer, direction))) {
            const trace = outputs[name + layerSuffix(layer, direction)]!;
            // Past a sample's length only the states are defined: they are carried on.
            const within = (values: Float32Array): Float32Array =>
              values.filter((_, at) => {
                const row = Math.floor(at / recurrent.hidden);
                const length = lengths?.[Math.floor(row / steps)] ?? steps;
                return name === "h" || name === "c" || row % steps < length;
              });
            assertClose(within(trace), within(expected), 1e-5, `${name} of layer ${layer}`);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** A pass of this engine that computes every step of every layer and direction. */
function engineRun(
  host: KernelMemory,
  spec: RecurrentSpec,
  weights: Record<string, Float32Array>,
  feeds: Record<string, OnnxArray>,
  masked: boolean,
): RecurrentRun {
  const { data, shape: [batch, steps] } = feeds["values"]!;
  const shape = { batch: batch!, steps: steps!, readout: "sequence", masked } as const;
  const values = {
    x: data as Float32Array,
    parameters: recurrentParameters(spec).map(({ name }) => weights[`rnn.${name}`]!),
    readoutGradient: new Float32Array(batch! * steps! * directionsOf(spec) * spec.hidden),
    lengths: feeds["lengths"]?.data as Int32Array | undefined,
  };
  return new RecurrentRun(host, { spec, shape, values });
}

Deno.test("modelGraph() throws for a missing parameter, one of another size, and a masked model read at every step", () => {
  const recurrent = { cell: "GRU", inputs: 2, hidden: 3, layers: 1, bidirectional: false } as const;
  const spec: ModelSpec = { recurrent, readout: "last", outputs: 1 };
  const weights: Record<string, Float32Array> = initialWeights(spec, 1);
  const { "fc.bias": _, ...headless } = weights;
  const short = { ...weights, "rnn.weight_hh_l0": new Float32Array(26) };
  for (const variant of VARIANTS) {
    assertThrows(
      () => modelGraph(spec, headless, { variant }),
      RangeError,
      "Cannot export fc.bias: expected 1 values, got none",
    );
    assertThrows(
      () => modelGraph(spec, short, { variant }),
      RangeError,
      "Cannot export rnn.weight_hh_l0: expected 27 values, got 26",
    );
    assertThrows(
      () => modelGraph({ ...spec, readout: "sequence" }, weights, { variant, masked: true }),
      RangeError,
      "read out at every step",
    );
  }
});
