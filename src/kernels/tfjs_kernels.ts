/**
 * The kernels, registered with tfjs under names of their own. Each takes and returns whole tensors, so that tfjs accounts for their
 * memory; ops.ts joins forward and backward kernels to differentiable operations.
 */
import * as tf from "@tensorflow/tfjs";
import type { KernelHost } from "./module.ts";
import type { RecurrentPass, StridedArray } from "./recurrent_pass.ts";
import { recurrentParameters } from "./recurrent_spec.ts";
import type { Tensor, TensorInfo } from "./tensor.ts";
import { alignedPointerOf, backend, pointerOf, reserve, withMemory } from "./tfjs_heap.ts";

/** What the recurrent kernels are told besides their tensors. */
export interface RecurrentAttributes {
  /** The planned pass. */
  readonly pass: RecurrentPass;
  /** Valid steps of each sample [batch], if and only if the pass is masked. */
  readonly lengths?: Int32Array;
  /** Whether the gradient of the input is wanted. */
  readonly inputGradient: boolean;
}

type Kernel = (
  host: KernelHost,
  inputs: readonly TensorInfo[],
  attributes: never,
) => TensorInfo[];

const make = (shape: readonly number[]): TensorInfo => backend().makeOutput(shape, "float32");

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Strides of a contiguous array [batch, steps, features] or [batch, features]. */
function strided(tensor: TensorInfo): StridedArray {
  const stepStride = tensor.shape.at(-1)! * 4;
  const batchStride = size(tensor.shape.slice(1)) * 4;
  return { pointer: pointerOf(tensor), batchStride, stepStride };
}

/** x, parameters… → readout, workspace */
function recurrent(
  host: KernelHost,
  [x, ...parameters]: readonly TensorInfo[],
  { pass, lengths }: RecurrentAttributes,
): TensorInfo[] {
  const { batch, steps, readout } = pass.shape;
  const width = pass.outputs;
  const output = make(readout === "sequence" ? [batch, steps, width] : [batch, width]);
  const workspace = reserve(pass.workspaceBytes);
  const at = alignedPointerOf(workspace);
  pass.forward(host, at, strided(x!), parameters.map(pointerOf), strided(output), lengths);
  return [output, workspace];
}

/** Gradient of the readout, workspace, parameters… → gradient of x if wanted, gradients of parameters… */
function recurrentGradient(
  host: KernelHost,
  [readoutGradient, workspace, ...parameters]: readonly TensorInfo[],
  { pass, inputGradient }: RecurrentAttributes,
): TensorInfo[] {
  const gradients = recurrentParameters(pass.spec).map(({ shape }) => make(shape));
  const { batch, steps } = pass.shape;
  const dx = inputGradient ? make([batch, steps, pass.spec.inputs]) : undefined;
  const at = alignedPointerOf(workspace!), pointers = parameters.map(pointerOf);
  withMemory(pass.scratchBytes, (scratch) => {
    const targets = gradients.map(pointerOf);
    pass.backward(host, at, scratch, strided(readoutGradient!), pointers, targets);
    if (!dx) return;
    withMemory(pass.inputGradientBytes, (blocks) => {
      pass.inputGradient(host, at, scratch, blocks, pointers, strided(dx));
    });
  });
  return dx ? [dx, ...gradients] : gradients;
}

/** x [rows, inputs], W [outputs, inputs], b [outputs] → y [rows, outputs] */
function linear(
  { kernels }: KernelHost,
  [x, weight, bias]: readonly TensorInfo[],
): TensorInfo[] {
  const [rows, inputs] = x!.shape as [number, number], outputs = weight!.shape[0]!;
  const y = make([rows, outputs]);
  const [px, pw, pb, py] = [x!, weight!, bias!, y].map(pointerOf);
  kernels.linearForward(px!, pw!, pb!, rows, inputs, outputs, py!);
  return [y];
}

/** ∂L/∂y, x, W → ∂L/∂x, ∂L/∂W, ∂L/∂b */
function linearGradient(
  { kernels }: KernelHost,
  [dy, x, weight]: readonly TensorInfo[],
): TensorInfo[] {
  const [rows, inputs] = x!.shape as [number, number], outputs = weight!.shape[0]!;
  const results = [make([rows, inputs]), make([outputs, inputs]), make([outputs])];
  const [px, pw, pdy, pdx, pdw, pdb] = [x!, weight!, dy!, ...results].map(pointerOf);
  kernels.linearBackward(px!, pw!, pdy!, rows, inputs, outputs, pdx!, pdw!, pdb!);
  return results;
}

/** ids int32, table [vocabulary, width] → rows [...ids, width] */
function embedding(
  { kernels }: KernelHost,
  [ids, table]: readonly TensorInfo[],
): TensorInfo[] {
  const width = table!.shape[1]!, rows = make([...ids!.shape, width]);
  kernels.embeddingForward(
    pointerOf(ids!),
    size(ids!.shape),
    pointerOf(table!),
    width,
    pointerOf(rows),
  );
  return [rows];
}

/** ∂L/∂rows, ids → ∂L/∂table */
function embeddingGradient(
  { kernels }: KernelHost,
  [gradient, ids]: readonly TensorInfo[],
  { vocabulary, padding }: { vocabulary: number; padding: number },
): TensorInfo[] {
  const width = gradient!.shape.at(-1)!, result = make([vocabulary, width]);
  const [pi, pg, pr] = [ids!, gradient!, result].map(pointerOf);
  kernels.embeddingBackward(pi!, size(ids!.shape), pg!, vocabulary, width, padding, pr!);
  return [result];
}

/** predictions, targets → mean loss (scalar), its gradient with respect to the predictions */
function loss(
  { kernels, memory }: KernelHost,
  [prediction, target]: readonly TensorInfo[],
  { kind }: { kind: "meanSquaredError" | "binaryCrossEntropy" },
): TensorInfo[] {
  const count = size(prediction!.shape);
  const value = make([]), gradient = make(prediction!.shape);
  const [pp, pt, pg] = [prediction!, target!, gradient].map(pointerOf);
  const mean = kind === "meanSquaredError"
    ? kernels.meanSquaredError(pp!, pt!, count, pg!)
    : withMemory(
      (count + 3) * 4,
      (scratch) => kernels.binaryCrossEntropy(pp!, pt!, count, pg!, scratch),
    );
  new Float32Array(memory.buffer, pointerOf(value), 1)[0] = mean;
  return [value, gradient];
}

/** Name under which a kernel is registered. */
export type KernelName =
  | "UnrollRecurrent"
  | "UnrollRecurrentGradient"
  | "UnrollLinear"
  | "UnrollLinearGradient"
  | "UnrollEmbedding"
  | "UnrollEmbeddingGradient"
  | "UnrollLoss";

const KERNELS: Readonly<Record<KernelName, Kernel>> = {
  UnrollRecurrent: recurrent,
  UnrollRecurrentGradient: recurrentGradient,
  UnrollLinear: linear,
  UnrollLinearGradient: linearGradient,
  UnrollEmbedding: embedding,
  UnrollEmbeddingGradient: embeddingGradient,
  UnrollLoss: loss,
};

/** Registers every kernel with tfjs' WASM backend; `openBackend` calls it once. */
export function registerKernels(host: KernelHost): void {
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName: "wasm",
      kernelFunc: ({ inputs, attrs }) =>
        kernel(host, Object.values(inputs) as TensorInfo[], attrs as never),
    });
  }
}

/** Runs a registered kernel on tensors; gradients do not flow through it (ops.ts adds them). */
export function runKernel(
  name: KernelName,
  inputs: readonly Tensor[],
  attributes: object = {},
): Tensor[] {
  const named = Object.fromEntries(inputs.map((tensor, i) => [`input${i}`, tensor]));
  return tf.engine().runKernel(
    name,
    named,
    attributes as tf.NamedAttrMap,
  ) as unknown as Tensor[];
}
