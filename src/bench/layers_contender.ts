import * as tf from "@tensorflow/tfjs";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { type Contender, WARM_UP_STEPS } from "./contender.ts";
import { randomBatch } from "./random_batch.ts";
import type { TrainingCase } from "./training_cases.ts";

/** A stock model of tfjs. */
export type LayersModel = tf.Sequential;

/**
 * The same architecture from tfjs' own layers, weights aside. Its GRU applies the reset gate before the recurrent product, as it
 * knows no other; that costs the same products.
 */
export function layersModel({ spec, steps }: Pick<TrainingCase, "spec" | "steps">): LayersModel {
  const { cell, inputs, hidden, layers, bidirectional } = spec.recurrent;
  const model = tf.sequential();
  if (spec.embedding) {
    model.add(tf.layers.embedding({
      inputDim: spec.embedding.vocabulary,
      outputDim: inputs,
      inputLength: steps,
    }));
  }
  for (let index = 0; index < layers; index++) {
    const options = {
      units: hidden,
      returnSequences: index < layers - 1,
      // The default, an orthogonal matrix, takes seconds to draw and a warning each time; times do not depend on it.
      recurrentInitializer: "glorotUniform" as const,
    };
    // The default is a cheaper, piecewise linear gate.
    const gated = { ...options, recurrentActivation: "sigmoid" as const };
    const layer = cell === "LSTM"
      ? tf.layers.lstm(gated)
      : cell === "GRU"
      ? tf.layers.gru(gated)
      : tf.layers.simpleRNN(options);
    const isFirst = index === 0 && !spec.embedding;
    const inputShape = isFirst ? { inputShape: [steps, inputs] as [number, number] } : {};
    model.add(
      bidirectional
        ? tf.layers.bidirectional({ layer, mergeMode: "concat", ...inputShape })
        : isFirst
        ? Object.assign(layer, { batchInputShape: [null, steps, inputs] })
        : layer,
    );
  }
  model.add(tf.layers.dense({ units: spec.outputs }));
  return model;
}

/** Stock tf.layers and tf.train.adam on the WASM backend. */
export const layersContender: Contender = {
  name: "tf.layers",
  async prepare(training) {
    await openBackend();
    const model = layersModel(training);
    const optimiser = tf.train.adam(0.001);
    const { inputs, targets } = randomBatch(training);
    const shape: [number, number, number] = [
      training.batch,
      training.steps,
      training.spec.recurrent.inputs,
    ];
    const step = (): Promise<number> => {
      const began = performance.now();
      tf.tidy(() => {
        const x = tf.tensor3d(inputs, shape), y = tf.tensor2d(targets, [training.batch, 1]);
        const loss = optimiser.minimize(
          () => tf.losses.meanSquaredError(y, model.apply(x, { training: true }) as tf.Tensor),
          true,
        );
        loss?.dataSync();
      });
      return Promise.resolve(performance.now() - began);
    };
    for (let i = 0; i < WARM_UP_STEPS; i++) await step();
    return {
      step,
      dispose() {
        model.dispose();
        optimiser.dispose();
      },
    };
  },
};
