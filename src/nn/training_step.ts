/** One step of mini-batch training: forward, loss, backward through tfjs' autodiff, clipping, Adam. */
import * as tf from "@tensorflow/tfjs";
import type { KernelHost } from "../kernels/module.ts";
import { binaryCrossEntropy, meanSquaredError } from "../kernels/ops.ts";
import type { Tensor } from "../kernels/tensor.ts";
import type { Adam } from "./adam.ts";
import { clipGradientNorm } from "./gradient_norm.ts";
import type { Model } from "./model.ts";
import type { ModelInput } from "./recurrent_model.ts";

/** Mean losses by name: `nn.MSELoss` and `nn.BCEWithLogitsLoss`. */
export const LOSSES = { meanSquaredError, binaryCrossEntropy } as const;

/** Name of a loss. */
export type LossName = keyof typeof LOSSES;

/** A batch with what the model should have said. */
export interface TrainingBatch extends ModelInput {
  /** Shaped as the model's output. */
  readonly targets: Tensor;
}

/** The loss of a batch and the gradient of each parameter, by name. The caller disposes of the gradients. */
export function lossAndGradients(
  model: Model,
  batch: TrainingBatch,
  loss: LossName,
): { loss: number; gradients: Map<string, Tensor> } {
  const { value, grads } = tf.variableGrads(
    () => LOSSES[loss](model.forward(batch), batch.targets),
    [...model.variables.values()],
  );
  const mean = value.dataSync()[0]!;
  value.dispose();
  const named = [...model.variables].map(([name, { name: key }]) => [name, grads[key]!] as const);
  return { loss: mean, gradients: new Map(named) };
}

/** Takes one step and returns the batch's loss before it. A loss that is not finite changes no parameter. */
export function trainingStep(
  host: KernelHost,
  model: Model,
  optimiser: Adam,
  batch: TrainingBatch,
  options: { loss: LossName; clipNorm?: number },
): number {
  const { loss, gradients } = lossAndGradients(model, batch, options.loss);
  if (Number.isFinite(loss)) {
    if (options.clipNorm !== undefined) clipGradientNorm(host, gradients, options.clipNorm);
    optimiser.step(gradients);
  }
  gradients.forEach((gradient) => gradient.dispose());
  return loss;
}
