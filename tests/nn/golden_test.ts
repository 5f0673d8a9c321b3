/**
 * The whole path through tfjs — models, losses, autodiff, Adam — against PyTorch 2.13 (`tests/golden/recurrent.json`): same
 * weights in, same predictions, losses, gradients and three Adam steps out.
 */
import * as tf from "@tensorflow/tfjs";
import { assertLess } from "@std/assert";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { Adam } from "../../src/nn/adam.ts";
import { RecurrentModel } from "../../src/nn/recurrent_model.ts";
import { lossAndGradients, trainingStep } from "../../src/nn/training_step.ts";
import { GOLDEN_CASES } from "../kernels/golden_recurrent.ts";
import { modelSpecOf, weightsOf } from "./golden.ts";

const TOLERANCE = 1e-5;

function assertClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  let largest = 0;
  expected.forEach((value, i) => largest = Math.max(largest, Math.abs(value - actual[i]!)));
  assertLess(actual.length === expected.length ? largest : Infinity, TOLERANCE, what);
}

const host = await openBackend();

for (const golden of GOLDEN_CASES) {
  Deno.test(`${golden.name}: prediction, loss and gradients are PyTorch's within 1e-5`, () => {
    const model = new RecurrentModel(modelSpecOf(golden), weightsOf(golden));
    const values = tf.tensor3d(golden.x.data, golden.x.shape as [number, number, number]);
    const targets = tf.tensor2d(golden.y.data, golden.y.shape as [number, number]);
    assertClose(model.forward({ values }).dataSync(), golden.prediction, "prediction");
    const { loss, gradients } = lossAndGradients(model, { values, targets }, "meanSquaredError");
    assertClose([loss], [golden.loss], "loss");
    for (const [name, expected] of Object.entries(golden.grads)) {
      assertClose(gradients.get(name)!.dataSync(), expected, `gradient of ${name}`);
    }
    model.dispose();
  });

  Deno.test(`${golden.name}: three Adam steps are PyTorch's within 1e-5`, () => {
    const { lr, beta1, beta2, eps, losses, weights } = golden.adam;
    const model = new RecurrentModel(modelSpecOf(golden), weightsOf(golden));
    const options = { learningRate: lr, beta1, beta2, epsilon: eps };
    const optimiser = new Adam(host, model.variables, options);
    const values = tf.tensor3d(golden.x.data, golden.x.shape as [number, number, number]);
    const targets = tf.tensor2d(golden.y.data, golden.y.shape as [number, number]);
    const found = losses.map(() =>
      trainingStep(host, model, optimiser, { values, targets }, { loss: "meanSquaredError" })
    );
    assertClose(found, losses, "losses");
    for (const [name, expected] of Object.entries(weights)) {
      assertClose(model.weights()[name]!.data, expected, name);
    }
    optimiser.dispose();
    model.dispose();
  });
}
