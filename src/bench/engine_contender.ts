import * as tf from "@tensorflow/tfjs";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { Adam } from "../nn/adam.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { trainingStep } from "../nn/training_step.ts";
import { type Contender, WARM_UP_STEPS } from "./contender.ts";
import { randomBatch } from "./random_batch.ts";

/** This project's own training step, as jobs take it. */
export const engineContender: Contender = {
  name: "unroll",
  async prepare(training) {
    const host = await openBackend();
    const model = RecurrentModel.initialise(training.spec, 1);
    const optimiser = new Adam(host, model.variables, { learningRate: 0.001 });
    const { inputs, targets } = randomBatch(training);
    // A step begins with the upload of its batch, as in training.
    const step = (): Promise<number> => {
      const began = performance.now();
      const batch = {
        values: tf.tensor3d(inputs, [
          training.batch,
          training.steps,
          training.spec.recurrent.inputs,
        ]),
        targets: tf.tensor2d(targets, [training.batch, 1]),
      };
      trainingStep(host, model, optimiser, batch, { loss: "meanSquaredError" });
      tf.dispose([batch.values, batch.targets]);
      return Promise.resolve(performance.now() - began);
    };
    for (let i = 0; i < WARM_UP_STEPS; i++) await step();
    return {
      step,
      dispose() {
        optimiser.dispose();
        model.dispose();
      },
    };
  },
};
