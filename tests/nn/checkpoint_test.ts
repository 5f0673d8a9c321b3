import { assertEquals, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { STREAM_VERSION } from "../../src/core/random.ts";
import { readCheckpoint, type TrainingState, writeCheckpoint } from "../../src/nn/checkpoint.ts";
import { readSafetensors, type StoredTensor, writeSafetensors } from "../../src/nn/safetensors.ts";

const tensor = (...values: number[]): StoredTensor => ({
  dtype: "F32",
  shape: [values.length],
  data: Float32Array.from(values),
});

const STATE: TrainingState = {
  history: [
    { epoch: 1, trainingLoss: 0.1 + 0.2, validation: { loss: 1 / 3, mae: 5e-324 } },
    { epoch: 2, trainingLoss: 2 ** -24, validation: { loss: 0.5, mae: 1e300 } },
  ],
  bestEpoch: 1,
  weights: { "fc.weight": tensor(1, -0, 2 ** -149), "fc.bias": tensor(4) },
  bestWeights: { "fc.weight": tensor(5, 6, 7), "fc.bias": tensor(8) },
  optimiser: {
    steps: 96,
    moments: { "first.fc.weight": tensor(1, 2, 3), "second.fc.weight": tensor(4, 5, 6) },
  },
};

Deno.test("a checkpoint gives back the state bit by bit", () => {
  const bytes = writeCheckpoint(STATE), read = readCheckpoint(bytes);
  assertEquals(read, STATE);
  assertEquals(Object.is(read.weights["fc.weight"]!.data[1], -0), true);
  assertEquals(writeCheckpoint(read), bytes);
});

Deno.test("a checkpoint is a safetensors file that names its streams", () => {
  const { tensors, metadata } = readSafetensors(writeCheckpoint(STATE));
  assertEquals(Object.keys(tensors).sort(), [
    "best/fc.bias",
    "best/fc.weight",
    "optimiser/first.fc.weight",
    "optimiser/second.fc.weight",
    "weights/fc.bias",
    "weights/fc.weight",
  ]);
  assertEquals(JSON.parse(metadata["training"]!).streams, STREAM_VERSION);
});

Deno.test("a checkpoint cut short at any byte is a CliError", () => {
  const bytes = writeCheckpoint(STATE);
  for (let length = 0; length < bytes.length; length++) {
    assertThrows(() => readCheckpoint(bytes.slice(0, length)), CliError, "Cannot read");
  }
});

Deno.test("a safetensors file that is no checkpoint is a CliError", () => {
  const tensor = { dtype: "F32", shape: [1], data: Float32Array.of(1) } as const;
  for (const training of [undefined, "{", "{}", '{"history":1}']) {
    const file = writeSafetensors({ tensor }, training === undefined ? {} : { training });
    assertThrows(() => readCheckpoint(file), CliError, "holds no progress of a training");
  }
});
