/**
 * Looks inside a recurrent model on one batch: the gates and states of every layer and step and, against a loss, the gradient
 * that reaches each of them and the input. It runs the kernels' pass itself, since autodiff would keep none of this.
 */
import * as tf from "@tensorflow/tfjs";
import type { KernelHost } from "../kernels/module.ts";
import { embedding, linear } from "../kernels/ops.ts";
import { RecurrentPass, type StridedArray, type Trace } from "../kernels/recurrent_pass.ts";
import { directionsOf, recurrentParameters } from "../kernels/recurrent_spec.ts";
import type { Tensor, Tensor2D } from "../kernels/tensor.ts";
import { pointerOf, withMemory } from "../kernels/tfjs_heap.ts";
import type { ModelInput, RecurrentModel } from "./recurrent_model.ts";
import { LOSSES, type LossName } from "./training_step.ts";

/** What a gradient is taken of: a loss against targets shaped as the output, or the sum of the outputs. */
export type ProbeObjective =
  | { readonly loss: LossName; readonly targets: Tensor }
  | "sum of outputs";

/**
 * What a probe saw of one layer in one direction; each trace is [batch][steps][hidden]. Steps that a direction does not run (the
 * upper backward direction of a model read at its last step runs that one alone) hold whatever was there before.
 */
export interface LayerProbe {
  /** From 0. */
  readonly layer: number;
  /** 0 forward, 1 backward. */
  readonly direction: number;
  /** Gates and states by the names of the cell's equations; see `RecurrentPass.traces`. */
  readonly traces: Readonly<Record<string, Trace>>;
  /** The total derivative of the objective with respect to h; absent without an objective. */
  readonly hiddenGradient?: Trace;
}

/** What a probe saw. */
export interface Probe {
  /** The model's output, as `forward` gives it. */
  readonly output: Float32Array;
  /** Every layer and direction, the lowest layer first. */
  readonly layers: readonly LayerProbe[];
  /** The derivative with respect to the features, [batch][steps][inputs]; absent without an objective. */
  readonly inputGradient?: Trace;
}

/**
 * Runs a model, and backward from an objective if one is given.
 * @param input as for `RecurrentModel.forward`
 * @throws RangeError when the model reads every step, which has no single readout to start from
 */
export function probe(
  host: KernelHost,
  model: RecurrentModel,
  { values, lengths }: ModelInput,
  objective?: ProbeObjective,
): Probe {
  if (model.spec.readout === "sequence") {
    throw new RangeError("Cannot probe a model that reads every step");
  }
  // tfjs' tidy would walk through every element of the traces in search of tensors.
  tf.engine().startScope();
  try {
    return probeInScope(host, model, { values, lengths }, objective);
  } finally {
    tf.engine().endScope();
  }
}

function probeInScope(
  host: KernelHost,
  model: RecurrentModel,
  { values, lengths }: ModelInput,
  objective?: ProbeObjective,
): Probe {
  const { recurrent: spec, readout, embedding: table } = model.spec;
  const variable = (name: string) => model.variables.get(name)!;
  const features = table
    ? embedding(values as Tensor2D, variable("embedding.weight"), table.padding)
    : values;
  const [batch, steps, inputs] = features.shape as [number, number, number];
  const shape = {
    batch,
    steps,
    readout,
    masked: lengths !== undefined,
    traced: objective !== undefined,
  };
  const pass = new RecurrentPass(spec, shape);
  const parameters = recurrentParameters(spec).map(({ name }) =>
    pointerOf(variable(`rnn.${name}`))
  );
  const states = tf.zeros([batch, pass.outputs]) as Tensor2D;
  return withMemory(pass.workspaceBytes, (workspace) => {
    pass.forward(host, workspace, rows(features), parameters, rows(states), lengths);
    const places = Array.from({ length: spec.layers * directionsOf(spec) }, (_, i) => ({
      layer: Math.floor(i / directionsOf(spec)),
      direction: i % directionsOf(spec),
    }));
    const layers: LayerProbe[] = places.map(({ layer, direction }) => ({
      layer,
      direction,
      traces: pass.traces(host.memory, workspace, layer, direction),
    }));
    const head = (from: Tensor) =>
      linear(from as Tensor2D, variable("fc.weight"), variable("fc.bias"));
    const output = new Float32Array(head(states).dataSync());
    if (!objective) return { output, layers };

    const stateGradient = tf.grad((from) =>
      objective === "sum of outputs"
        ? tf.sum(head(from))
        : LOSSES[objective.loss](head(from), objective.targets)
    )(states);
    const gradients = recurrentParameters(spec).map((parameter) =>
      pointerOf(tf.zeros([...parameter.shape]))
    );
    const inputGradient = tf.zeros([batch, steps, inputs]);
    return withMemory(pass.scratchBytes, (scratch) => {
      pass.backward(host, workspace, scratch, rows(stateGradient), parameters, gradients);
      withMemory(pass.inputGradientBytes, (blocks) => {
        pass.inputGradient(host, workspace, scratch, blocks, parameters, rows(inputGradient));
      });
      return {
        output,
        layers: layers.map((seen) => ({
          ...seen,
          hiddenGradient: pass.hiddenGradients(host.memory, scratch, seen.layer, seen.direction),
        })),
        inputGradient: new Float32Array(inputGradient.dataSync()),
      };
    });
  });
}

/** Strides of a contiguous tensor [batch, …, features]. */
function rows(tensor: Tensor): StridedArray {
  const stepStride = tensor.shape.at(-1)! * 4;
  return {
    pointer: pointerOf(tensor),
    batchStride: tensor.size / tensor.shape[0]! * 4,
    stepStride,
  };
}
