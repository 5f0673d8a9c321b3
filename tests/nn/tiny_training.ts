/** A training small enough for every test: the mean of three random values, learnt by a recurrent network of four units. */
import * as tf from "@tensorflow/tfjs";
import { RandomStream } from "../../src/core/random.ts";
import type { RecurrentModel } from "../../src/nn/recurrent_model.ts";
import type { TrainingData, TrainingHooks, TrainingOptions } from "../../src/nn/trainer.ts";

/** The network. */
export const TINY_SPEC = {
  recurrent: { cell: "LSTM", inputs: 1, hidden: 4, layers: 1, bidirectional: false },
  readout: "last",
  outputs: 1,
} as const satisfies RecurrentModel["spec"];

/** Four epochs of three batches, the last one smaller. */
export const TINY_OPTIONS: TrainingOptions = {
  seed: 1,
  epochs: 4,
  batchSize: 8,
  learningRate: 0.02,
  loss: "meanSquaredError",
};

const STEPS = 3;

/** Twenty samples, the last four of which judge too. */
export class TinyData implements TrainingData {
  /** Training samples. */
  readonly size = 20;
  /** Indices of every batch that was asked for. */
  readonly asked: number[][] = [];
  readonly #values: Float32Array;
  readonly #losses: readonly number[] | undefined;
  #validations = 0;

  /**
   * The samples.
   * @param losses validation losses to report, one for each epoch, instead of the true ones
   */
  constructor(losses?: readonly number[]) {
    const stream = new RandomStream(1, "tiny training");
    this.#values = Float32Array.from({ length: this.size * STEPS }, () => stream.normal());
    this.#losses = losses;
  }

  /** The value that each sample's network should say. */
  #target(index: number): number {
    return this.#values.subarray(index * STEPS, (index + 1) * STEPS).reduce((a, b) => a + b) /
      STEPS;
  }

  /** Values [count, 3, 1] and targets [count, 1]. */
  batch(indices: Uint32Array): { values: tf.Tensor3D; targets: tf.Tensor2D } {
    this.asked.push([...indices]);
    const rows = [...indices].flatMap((i) => [
      ...this.#values.subarray(i * STEPS, (i + 1) * STEPS),
    ]);
    return {
      values: tf.tensor3d(rows, [indices.length, STEPS, 1]),
      targets: tf.tensor2d([...indices].map((i) => this.#target(i)), [indices.length, 1]),
    };
  }

  /** Mean squared error on the last four samples. */
  validate(model: Pick<RecurrentModel, "forward">): { loss: number } {
    const told = this.#losses?.[this.#validations++];
    if (told !== undefined) return { loss: told };
    const values = tf.tensor3d(this.#values.slice(-4 * STEPS), [4, STEPS, 1]);
    const said = tf.tidy(() => model.forward({ values }).dataSync());
    values.dispose();
    let loss = 0;
    said.forEach((value, i) => {
      const error = value - this.#target(this.size - 4 + i);
      loss += error * error / 4;
    });
    return { loss };
  }
}

/** Hooks that keep every checkpoint and event. */
export function recordingHooks(checkpoint?: Uint8Array): TrainingHooks & {
  readonly checkpoints: Uint8Array[];
  readonly events: string[];
  readonly done: number[];
} {
  const checkpoints: Uint8Array[] = [], events: string[] = [], done: number[] = [];
  return {
    checkpoint,
    checkpoints,
    events,
    done,
    save: (content) => Promise.resolve(void checkpoints.push(content)),
    progress: (epochs) => void done.push(epochs),
    epoch: (event) => void events.push(event),
  };
}
