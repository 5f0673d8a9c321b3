import { assertEquals, assertMatch } from "@std/assert";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import type { JobRecord } from "../../src/report/job_list.ts";
import { trainingNote } from "../../src/report/training_note.ts";

function job(experiment: string, config: JsonObject): JobRecord {
  return {
    key: "0".repeat(64),
    experiment,
    config,
    data: {},
    parameters: null,
    bestEpoch: null,
    test: {},
    curves: {},
  };
}

const TRAINING = { batchSize: 64, epochs: 12, learningRate: 0.001, loss: "meanSquaredError" };

function forecaster(seed: number, training: JsonObject = {}): JobRecord {
  return job("Q7-a", {
    model: "LSTM",
    seed,
    window: 60,
    spec: { recurrent: { cell: "LSTM", hidden: 64, inputs: 1, layers: 2 } },
    training: { ...TRAINING, samplesPerEpoch: 18_432, ...training },
  });
}

Deno.test("a note says of networks and their training what their jobs were told", () => {
  const jobs = { b: forecaster(2), a: forecaster(1) };
  assertEquals(
    trainingNote(jobs, "Q7-a"),
    "Networks: 2 recurrent layers of 64 units; seeds 1, 2. Training: Adam on the mean squared error, 12 epochs, each a draw of " +
      "18,432 samples from the training part, batches of 64, learning rate 0.001, clipping: none. The weights of the lowest " +
      "validation loss are tested.",
  );
});

Deno.test("what some jobs do otherwise stands behind what most do", () => {
  const clipped = forecaster(3, { learningRate: 3 * 0.006, clipNorm: 1 });
  const note = trainingNote({ a: forecaster(1), b: forecaster(2), c: clipped }, "Q7-a")!;
  assertMatch(note, /learning rate 0\.001 \(0\.018 in variants\)/);
  assertMatch(note, /clipping: none \(a gradient norm of 1 in variants\)/);
});

Deno.test("a classifier's note tells its words and its reviews", () => {
  const classifier = job("Q6-A", {
    seed: 1,
    reviews: { subset: { train: 16_000 } },
    spec: { embedding: { vocabulary: 10_000 }, recurrent: { layers: 1, hidden: 64, inputs: 64 } },
    training: { ...TRAINING, epochs: 3, loss: "binaryCrossEntropy" },
  });
  const note = trainingNote({ classifier }, "Q6-A")!;
  assertMatch(
    note,
    /^Networks: 1 recurrent layer of 64 units, an embedding of 64 numbers for each of 10,000 words; seed 1\./,
  );
  assertMatch(note, /binary cross-entropy, 3 epochs, each all 16,000 training samples,/);
});

Deno.test("a part that trains nothing itself has no note", () => {
  const probe = job("Q7-b", { model: "GRU", seed: 1, window: 60, stride: 8 });
  assertEquals(trainingNote({ probe, other: forecaster(1) }, "Q7-b"), undefined);
});
