/**
 * Differentiable operations of tfjs that run on the project's kernels: its autodiff, memory scopes and optimisers see them as
 * ordinary operations. Every operation that touches a trained number in this project is one of these or an exact one
 * (reshape, slice, concat, addition).
 */
import * as tf from "@tensorflow/tfjs";
import type { Readout } from "./recurrent_plan.ts";
import { RecurrentPass } from "./recurrent_pass.ts";
import type { RecurrentSpec } from "./recurrent_spec.ts";
import type { Scalar, Tensor, Tensor2D, Tensor3D } from "./tensor.ts";
import { type RecurrentAttributes, runKernel } from "./tfjs_kernels.ts";

/** How a recurrent stack is run. */
export interface RecurrentOptions {
  /** What the stack returns. */
  readonly readout: Readout;
  /** Valid steps of each sample; past its length a sample's state is carried on unchanged. */
  readonly lengths?: Int32Array;
  /** Treats the input as a constant: no gradient flows to it, and none is computed. */
  readonly constantInput?: boolean;
}

/** tfjs passes the inputs, then `save`; its types know the inputs alone. */
type Differentiable = (...inputs: (Tensor | tf.GradSaveFunc)[]) => {
  value: Tensor;
  gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor[];
};

function differentiable(inputs: readonly Tensor[], operation: Differentiable): Tensor {
  return tf.customGrad(operation as Parameters<typeof tf.customGrad>[0])(...inputs);
}

/**
 * A stack of SimpleRNN, LSTM or GRU layers (PyTorch's nn.RNN, nn.LSTM, nn.GRU; initial states zero).
 *
 * @param x [batch, steps, inputs]
 * @param parameters in the order and of the shapes of `recurrentParameters(spec)`
 * @returns [batch, steps, directions·hidden] for the readout `sequence`, else [batch, directions·hidden]; see `Readout`
 * @throws RangeError for sizes or lengths out of range
 */
export function recurrent(
  x: Tensor3D,
  parameters: readonly Tensor[],
  spec: RecurrentSpec,
  { readout, lengths, constantInput = false }: RecurrentOptions,
): Tensor {
  const [batch, steps, inputs] = x.shape;
  if (inputs !== spec.inputs) {
    throw new RangeError(`Cannot run a stack of ${spec.inputs} inputs on ${inputs} features`);
  }
  const pass = new RecurrentPass(spec, { batch, steps, readout, masked: lengths !== undefined });
  const attributes: RecurrentAttributes = { pass, lengths, inputGradient: !constantInput };
  let workspace: Tensor | undefined;
  const value = differentiable(constantInput ? parameters : [x, ...parameters], (...all) => {
    const save = all.at(-1) as tf.GradSaveFunc;
    const [output, used] = runKernel("UnrollRecurrent", [x, ...parameters], attributes);
    save([...parameters]);
    // `save` would copy the workspace, which is by far the largest tensor of a step.
    if (tf.engine().state.gradientDepth > 0) workspace = tf.keep(used!);
    return {
      value: output!,
      gradFunc: (dy, saved) =>
        runKernel("UnrollRecurrentGradient", [dy, used!, ...saved], attributes),
    };
  });
  // Among the saved tensors of the tape's node it is freed with them, whether anybody takes this gradient or not.
  if (workspace) tf.engine().state.activeTape.at(-1)!.saved!.push(workspace);
  return value;
}

/** y = x Wᵀ + b: x [rows, inputs], W [outputs, inputs], b [outputs] → [rows, outputs] (PyTorch's nn.Linear). */
export function linear(x: Tensor2D, weight: Tensor, bias: Tensor): Tensor2D {
  return differentiable([x, weight, bias], (...all) => {
    const save = all.at(-1) as tf.GradSaveFunc;
    const [value] = runKernel("UnrollLinear", [x, weight, bias]);
    save([x, weight]);
    return {
      value: value!,
      gradFunc: (dy, saved) => runKernel("UnrollLinearGradient", [dy, ...saved]),
    };
  }) as Tensor2D;
}

/**
 * Rows of `table` [vocabulary, width] by `ids` [batch, steps] (int32, each in range) → [batch, steps, width] (PyTorch's
 * nn.Embedding). The row `padding` takes no gradient.
 */
export function embedding(ids: Tensor2D, table: Tensor, padding = -1): Tensor3D {
  const attributes = { vocabulary: table.shape[0]!, padding };
  return differentiable([table], (...all) => {
    const save = all.at(-1) as tf.GradSaveFunc;
    const [value] = runKernel("UnrollEmbedding", [ids, table]);
    save([ids]);
    return {
      value: value!,
      gradFunc: (dy, saved) => runKernel("UnrollEmbeddingGradient", [dy, ...saved], attributes),
    };
  }) as Tensor3D;
}

function meanLoss(
  kind: "meanSquaredError" | "binaryCrossEntropy",
  prediction: Tensor,
  target: Tensor,
): Scalar {
  return differentiable([prediction], (...all) => {
    const save = all.at(-1) as tf.GradSaveFunc;
    const [value, gradient] = runKernel("UnrollLoss", [prediction, target], { kind });
    save([gradient!]);
    return { value: value!, gradFunc: (dy, [saved]) => [tf.mul(saved!, dy)] };
  }) as Scalar;
}

/** Mean of (p − y)² over all elements (PyTorch's nn.MSELoss). No gradient flows to the target. */
export function meanSquaredError(prediction: Tensor, target: Tensor): Scalar {
  return meanLoss("meanSquaredError", prediction, target);
}

/** Mean binary cross-entropy of logits (PyTorch's nn.BCEWithLogitsLoss). No gradient flows to the target. */
export function binaryCrossEntropy(logit: Tensor, target: Tensor): Scalar {
  return meanLoss("binaryCrossEntropy", logit, target);
}
