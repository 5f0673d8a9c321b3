/**
 * Mini-batch training with validation after each epoch, tracking of the best epoch, and a checkpoint after each epoch. A
 * training that is resumed from a checkpoint ends in the same bits as one that never stopped.
 */
import { CliError } from "../core/cli_error.ts";
import { RandomStream } from "../core/random.ts";
import type { KernelHost } from "../kernels/module.ts";
import { Adam } from "./adam.ts";
import {
  type EpochRecord,
  readCheckpoint,
  type TrainingState,
  writeCheckpoint,
} from "./checkpoint.ts";
import { type AnyModelSpec, createModel, type Model, weightValues } from "./model.ts";
import type { StoredTensor } from "./safetensors.ts";
import { type LossName, type TrainingBatch, trainingStep } from "./training_step.ts";

/** What a model is trained on. */
export interface TrainingData {
  /** Number of training samples. */
  readonly size: number;
  /** The samples at `indices`; the caller disposes of the tensors. */
  batch(indices: Uint32Array): TrainingBatch;
  /** Metrics of the model on the validation part. */
  validate(model: Model): EpochRecord["validation"];
}

/** How a model is trained. */
export interface TrainingOptions {
  /** Keys initialisation and shuffling; an unsigned 32-bit integer. */
  readonly seed: number;
  /** Epochs of the whole training, those before a checkpoint included. */
  readonly epochs: number;
  /** Samples in a batch; the last one of an epoch may hold fewer. */
  readonly batchSize: number;
  /** Adam's step size. */
  readonly learningRate: number;
  /** What is minimised. */
  readonly loss: LossName;
  /** Limit of the global gradient norm; no clipping when absent. */
  readonly clipNorm?: number;
  /** Samples drawn without replacement for each epoch; all of them when absent or larger than the training part. */
  readonly samplesPerEpoch?: number;
}

/** What happens around the training; nothing of it reaches a trained number. */
export interface TrainingHooks {
  /** The checkpoint of an interrupted run, if there is one. */
  readonly checkpoint?: Uint8Array;
  /** Keeps a checkpoint; training goes on when the promise resolves. */
  save(checkpoint: Uint8Array): Promise<void>;
  /** Is told after every batch and every epoch; `done` counts epochs, with the fraction of the one that runs. */
  progress(done: number, last: EpochRecord | undefined): void;
  /** Is told the loss of every batch; `done` counts epochs as above. */
  batch?(done: number, loss: number): void;
  /** Is told that an epoch begins, and that its training and its validation have ended. */
  epoch(event: "begin" | "trained" | "validated"): void;
}

/** A finished training. */
export interface Trained {
  /** Every epoch, in order. */
  readonly history: readonly EpochRecord[];
  /** Epoch of the lowest validation loss, from 1; the earliest of equals. */
  readonly bestEpoch: number;
  /** Weights after that epoch. */
  readonly weights: Readonly<Record<string, StoredTensor>>;
}

/**
 * Trains a model.
 * @throws CliError when the loss is not finite; the last checkpoint stands
 */
export async function train(
  host: KernelHost,
  spec: AnyModelSpec,
  data: TrainingData,
  options: TrainingOptions,
  hooks: TrainingHooks,
): Promise<Trained> {
  const resumed = hooks.checkpoint && readCheckpoint(hooks.checkpoint);
  const model = createModel(spec, resumed ? weightValues(resumed.weights) : options.seed);
  const optimiser = new Adam(host, model.variables, options, resumed?.optimiser);
  let { history, bestEpoch, bestWeights } = resumed ??
    { history: [] as readonly EpochRecord[], bestEpoch: 0, bestWeights: {} };
  try {
    while (history.length < options.epochs) {
      const epoch = history.length + 1;
      hooks.epoch("begin");
      const trainingLoss = trainEpoch(
        host,
        model,
        optimiser,
        data,
        options,
        epoch,
        (fraction, loss) => {
          hooks.batch?.(epoch - 1 + fraction, loss);
          hooks.progress(epoch - 1 + fraction, history.at(-1));
        },
      );
      hooks.epoch("trained");
      const validation = data.validate(model);
      hooks.epoch("validated");
      assertFinite(validation.loss, "validation loss", `epoch ${epoch}`);
      const lowest = history[bestEpoch - 1]?.validation.loss ?? Infinity;
      history = [...history, { epoch, trainingLoss, validation }];
      const weights = model.weights();
      if (validation.loss < lowest) [bestEpoch, bestWeights] = [epoch, weights];
      const state: TrainingState = {
        history,
        bestEpoch,
        weights,
        bestWeights,
        optimiser: optimiser.state(),
      };
      await hooks.save(writeCheckpoint(state));
      hooks.progress(epoch, history.at(-1));
    }
  } finally {
    optimiser.dispose();
    model.dispose();
  }
  return { history, bestEpoch, weights: bestWeights };
}

/** Goes once through the epoch's samples, in an order that (seed, epoch) alone decide; returns their mean loss. */
function trainEpoch(
  host: KernelHost,
  model: Model,
  optimiser: Adam,
  data: TrainingData,
  options: TrainingOptions,
  epoch: number,
  trained: (fraction: number, loss: number) => void,
): number {
  const count = Math.min(options.samplesPerEpoch ?? data.size, data.size);
  const order = new RandomStream(options.seed, "shuffle", epoch).sample(data.size, count);
  let sum = 0;
  for (let from = 0; from < count; from += options.batchSize) {
    const indices = order.subarray(from, Math.min(from + options.batchSize, count));
    const batch = data.batch(indices);
    const loss = trainingStep(host, model, optimiser, batch, options);
    batch.values.dispose();
    batch.targets.dispose();
    const where = `epoch ${epoch}, samples ${from} to ${from + indices.length}`;
    assertFinite(loss, "loss", where);
    sum += loss * indices.length;
    trained((from + indices.length) / count, loss);
  }
  return sum / count;
}

/** @throws CliError */
function assertFinite(loss: number, what: string, where: string): void {
  if (Number.isFinite(loss)) return;
  throw new CliError(`Cannot go on training as the ${what} is ${loss}: ${where}`, {
    hint: "Lower the learning rate or set a limit of the gradient norm",
  });
}
