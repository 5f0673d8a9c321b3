/**
 * Everything that training needs to go on as if it had never stopped, as one safetensors file: weights, the best epoch's
 * weights, the optimiser's moments and steps, and the history. The random streams are counter-based, so their state is the
 * number of the next epoch.
 */
import { z } from "zod";
import type { JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";
import { STREAM_VERSION } from "../core/random.ts";
import type { AdamState } from "./adam.ts";
import { readSafetensors, type StoredTensor, writeSafetensors } from "./safetensors.ts";

/** Tensors by name. */
export type Tensors = Readonly<Record<string, StoredTensor>>;

/** What one epoch yielded; `validation` holds the metrics of the data set at hand. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Mean of the batches' losses, weighted by their sizes. */
  readonly trainingLoss: number;
  /** Metrics on the validation part after the epoch; the one named `loss` decides the best epoch. */
  readonly validation: Readonly<Record<string, number>> & { readonly loss: number };
}

/** The state of a training after some epoch. */
export interface TrainingState {
  /** Every epoch so far, in order. */
  readonly history: readonly EpochRecord[];
  /** Epoch of the lowest validation loss. */
  readonly bestEpoch: number;
  /** Weights after the last epoch. */
  readonly weights: Tensors;
  /** Weights after the best epoch. */
  readonly bestWeights: Tensors;
  /** The optimiser after the last epoch. */
  readonly optimiser: AdamState;
}

const prefixed = (prefix: string, tensors: Tensors): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [`${prefix}/${name}`, value]));

const selected = (prefix: string, tensors: Tensors): Record<string, StoredTensor> =>
  Object.fromEntries(
    Object.entries(tensors).filter(([name]) => name.startsWith(`${prefix}/`))
      .map(([name, value]) => [name.slice(prefix.length + 1), value]),
  );

const progressSchema = z.object({
  history: z.array(z.object({
    epoch: z.int().positive(),
    trainingLoss: z.number(),
    validation: z.object({ loss: z.number() }).catchall(z.number()),
  })),
  bestEpoch: z.int().nonnegative(),
  optimiserSteps: z.int().nonnegative(),
});

/** Serialises a state. */
export function writeCheckpoint(state: TrainingState): Uint8Array<ArrayBuffer> {
  const { history, bestEpoch, weights, bestWeights, optimiser } = state;
  const progress = {
    history: history as unknown as JsonObject[],
    bestEpoch,
    optimiserSteps: optimiser.steps,
    streams: STREAM_VERSION,
  };
  return writeSafetensors({
    ...prefixed("weights", weights),
    ...prefixed("best", bestWeights),
    ...prefixed("optimiser", optimiser.moments),
  }, { training: JSON.stringify(progress) });
}

/**
 * Reads a state back.
 * @throws CliError when the bytes are no checkpoint
 */
export function readCheckpoint(bytes: Uint8Array): TrainingState {
  const { tensors, metadata } = readSafetensors(bytes);
  let progress: unknown;
  try {
    progress = JSON.parse(metadata["training"] ?? "null");
  } catch {
    progress = null;
  }
  const parsed = progressSchema.safeParse(progress);
  if (!parsed.success) {
    throw new CliError("Cannot resume from a checkpoint: it holds no progress of a training", {
      hint: "Remove the folder of the unfinished job: it is then computed from its beginning",
    });
  }
  const { history, bestEpoch, optimiserSteps } = parsed.data;
  return {
    history,
    bestEpoch,
    weights: selected("weights", tensors),
    bestWeights: selected("best", tensors),
    optimiser: { steps: optimiserSteps, moments: selected("optimiser", tensors) },
  };
}
