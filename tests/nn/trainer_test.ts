import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertLess, assertNotEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { readCheckpoint } from "../../src/nn/checkpoint.ts";
import { weightValues } from "../../src/nn/model.ts";
import { RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { train, type TrainingOptions } from "../../src/nn/trainer.ts";
import { recordingHooks, TINY_OPTIONS, TINY_SPEC, TinyData } from "./tiny_training.ts";

const host = await openBackend();

async function trainTiny(
  options: Partial<TrainingOptions> = {},
  { data = new TinyData(), hooks = recordingHooks() } = {},
) {
  const trained = await train(host, TINY_SPEC, data, { ...TINY_OPTIONS, ...options }, hooks);
  return { trained, data, hooks };
}

Deno.test("a training is the same bits each time, and other bits for another seed", async () => {
  const { trained, hooks } = await trainTiny();
  const again = await trainTiny();
  assertEquals(again.trained, trained);
  assertEquals(again.hooks.checkpoints, hooks.checkpoints);
  const other = await trainTiny({ seed: 2 });
  assertNotEquals(other.trained.weights, trained.weights);
  assertNotEquals(other.trained.history, trained.history);
});

Deno.test("a training resumed from the checkpoint of any epoch ends in the same bits", async () => {
  const whole = await trainTiny();
  for (const [i, checkpoint] of whole.hooks.checkpoints.entries()) {
    const resumed = await trainTiny({}, { hooks: recordingHooks(checkpoint) });
    assertEquals(resumed.trained, whole.trained, `after epoch ${i + 1}`);
    assertEquals(resumed.hooks.checkpoints, whole.hooks.checkpoints.slice(i + 1));
    assertEquals(resumed.data.asked, whole.data.asked.slice(3 * (i + 1)));
  }
});

Deno.test("a training learns: its loss falls by more than half", async () => {
  const { trained } = await trainTiny({ epochs: 30 });
  assertLess(trained.history.at(-1)!.trainingLoss, trained.history[0]!.trainingLoss / 2);
});

Deno.test("the best epoch is the first of the lowest validation loss, and its weights are kept", async () => {
  for (const [losses, best] of [[[4, 2, 3, 2], 2], [[1, 2, 3, 4], 1], [[4, 3, 2, 1], 4]] as const) {
    const { trained, hooks } = await trainTiny({}, { data: new TinyData(losses) });
    assertEquals(trained.bestEpoch, best);
    assertEquals(trained.weights, readCheckpoint(hooks.checkpoints[best - 1]!).weights);
    assertEquals(trained.history.map(({ validation }) => validation.loss), [...losses]);
  }
});

Deno.test("the best weights reach the validation loss that the history tells", async () => {
  const { trained, data } = await trainTiny();
  const model = new RecurrentModel(TINY_SPEC, weightValues(trained.weights));
  assertEquals(data.validate(model), trained.history[trained.bestEpoch - 1]!.validation);
  model.dispose();
});

Deno.test("an epoch takes every sample once, in an order of its own", async () => {
  const { data } = await trainTiny({ epochs: 2 });
  const [first, second] = [data.asked.slice(0, 3).flat(), data.asked.slice(3).flat()];
  const all = Array.from({ length: data.size }, (_, i) => i);
  assertEquals(first.toSorted((a, b) => a - b), all);
  assertEquals(second.toSorted((a, b) => a - b), all);
  assertNotEquals(first, second);
  assertEquals(data.asked.map(({ length }) => length), [8, 8, 4, 8, 8, 4]);
});

Deno.test("samplesPerEpoch draws that many different samples, anew each epoch", async () => {
  const { data } = await trainTiny({ samplesPerEpoch: 10, epochs: 2 });
  assertEquals(data.asked.map(({ length }) => length), [8, 2, 8, 2]);
  const epochs = [data.asked.slice(0, 2).flat(), data.asked.slice(2).flat()];
  for (const samples of epochs) assertEquals(new Set(samples).size, 10);
  assertNotEquals(new Set(epochs[0]), new Set(epochs[1]));
  const more = await trainTiny({ samplesPerEpoch: 1000, epochs: 1 });
  assertEquals(more.data.asked.flat().length, more.data.size);
});

Deno.test("the training loss is the mean over samples, not over batches", async () => {
  // At a learning rate of 0 each batch sees the same model, so the mean over 20 samples is that of one batch of 20.
  const still = { learningRate: 0, epochs: 1 };
  const { trained: small } = await trainTiny(still);
  const { trained: one } = await trainTiny({ ...still, batchSize: 20 });
  const [a, b] = [small.history[0]!.trainingLoss, one.history[0]!.trainingLoss];
  assertLess(Math.abs(a - b) / b, 1e-6);
});

Deno.test("a limit of the gradient norm changes what is learnt", async () => {
  const free = await trainTiny(), limited = await trainTiny({ clipNorm: 1e-3 });
  assertNotEquals(limited.trained.weights, free.trained.weights);
  assertEquals((await trainTiny({ clipNorm: 1e9 })).trained, free.trained);
});

Deno.test("a loss that is not finite is a CliError, and the last checkpoint stands", async () => {
  const data = new TinyData(), batch = data.batch.bind(data);
  let batches = 0;
  data.batch = (indices) => {
    const good = batch(indices);
    if (batches++ < 7) return good;
    good.targets.dispose();
    return { ...good, targets: tf.fill([indices.length, 1], NaN) };
  };
  const hooks = recordingHooks(), before = tf.memory().numTensors;
  const error = await assertRejects(() => trainTiny({}, { data, hooks }), CliError);
  assertEquals(
    error.message,
    "Cannot go on training as the loss is NaN: epoch 3, samples 8 to 16",
  );
  assertEquals(tf.memory().numTensors, before);

  assertEquals(hooks.checkpoints.length, 2);
  const whole = await trainTiny();
  const resumed = await trainTiny({}, { hooks: recordingHooks(hooks.checkpoints.at(-1)) });
  assertEquals(resumed.trained, whole.trained);
});

Deno.test("a validation loss that is not finite is a CliError before its checkpoint is saved", async () => {
  const hooks = recordingHooks();
  await assertRejects(
    () => trainTiny({}, { data: new TinyData([1, NaN]), hooks }),
    CliError,
    "validation loss is NaN: epoch 2",
  );
  assertEquals(hooks.checkpoints.length, 1);
});

Deno.test("a training frees every tensor, whether it ends or fails to save", async () => {
  await trainTiny();
  const before = tf.memory();
  await trainTiny();
  assertEquals(tf.memory().numTensors, before.numTensors);
  assertEquals(tf.memory().numBytes, before.numBytes);
  const hooks = { ...recordingHooks(), save: () => Promise.reject(new Error("disk")) };
  await assertRejects(() => trainTiny({}, { hooks }), Error, "disk");
  assertEquals(tf.memory().numTensors, before.numTensors);
});

Deno.test("the hooks hear of every epoch in order, and progress never goes back", async () => {
  const { hooks } = await trainTiny({ epochs: 2 });
  const epoch = ["begin", "trained", "validated"];
  assertEquals(hooks.events, [...epoch, ...epoch]);
  assertEquals(hooks.done, hooks.done.toSorted((a, b) => a - b));
  assertEquals(hooks.done.at(-1), 2);
  assertEquals(hooks.done.slice(0, 4), [0.4, 0.8, 1, 1]);
});
