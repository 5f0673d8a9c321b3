import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertGreater } from "@std/assert";
import { engineContender } from "../../src/bench/engine_contender.ts";
import { layersContender } from "../../src/bench/layers_contender.ts";
import { randomBatch } from "../../src/bench/random_batch.ts";
import { TRAINING_CASES, type TrainingCase } from "../../src/bench/training_cases.ts";
import { parameterCount } from "../../src/nn/model_spec.ts";

/** A case with the sizes made small. */
function small({ name, spec }: TrainingCase): TrainingCase {
  const recurrent = { ...spec.recurrent, inputs: 2, hidden: 3 };
  return { name, spec: { ...spec, recurrent }, batch: 4, steps: 5 };
}

Deno.test("the cases are the study's networks at batch 64, and one of sentiment", () => {
  assertEquals(
    TRAINING_CASES.map((
      { name, spec, batch, steps },
    ) => [name, parameterCount(spec), batch, steps]),
    [
      ["SimpleRNN 2×64", 12_673, 64, 60],
      ["LSTM 2×64", 50_497, 64, 60],
      ["GRU 2×64", 37_889, 64, 60],
      ["BiLSTM 2×64", 133_761, 64, 60],
      ["LSTM 100→128", 4 * 128 * (100 + 128 + 2) + 129, 64, 200],
    ],
  );
});

Deno.test("a random batch has the shape of its case, and is the same each time", () => {
  const training = small(TRAINING_CASES[1]!);
  const { inputs, targets } = randomBatch(training);
  assertEquals([inputs.length, targets.length], [4 * 5 * 2, 4]);
  assertEquals(randomBatch(training), { inputs, targets });
});

for (const contender of [engineContender, layersContender]) {
  Deno.test(`${contender.name} takes steps of every case, keeps no tensor of a step, and frees its model`, async () => {
    await contender.prepare(small(TRAINING_CASES[0]!)).then((prepared) => prepared.dispose());
    for (const training of TRAINING_CASES.map(small)) {
      const before = tf.memory().numTensors;
      const prepared = await contender.prepare(training);
      const between = tf.memory().numTensors;
      for (let step = 0; step < 2; step++) assertGreater(await prepared.step(), 0);
      assertEquals(tf.memory().numTensors, between, training.name);
      prepared.dispose();
      assertEquals(tf.memory().numTensors, before, training.name);
    }
  });
}
