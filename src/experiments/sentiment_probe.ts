/**
 * The job of Q6-B and Q6-C: inside a sentiment classifier, before and after its training. How much of the loss' gradient reaches
 * the hidden state of each step, and how the norms of the states move, over text and over padding apart.
 */
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import type { JobContext } from "../core/job.ts";
import type { ReviewData } from "../data/review_data.ts";
import type { KernelHost } from "../kernels/module.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { weightValues } from "../nn/model.ts";
import { probe } from "../nn/probe.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { momentsOf, spectralNorm, stateNorms } from "./norms.ts";
import { openReviews, reviewBatch } from "./sentiment_task.ts";
import type { SentimentTraining } from "./sentiment_training.ts";

/** Reviews in a batch whose mean loss the gradient is taken of, as in training. */
const BATCH = 64;
/** Batches of each kind of review. */
const BATCHES = 4;

/** Positions of the first test reviews that fill the sequence, or that leave room for padding. */
function reviewsOf(data: ReviewData, kind: "full" | "padded"): Uint32Array<ArrayBuffer> {
  const fits = (i: number) => (data.tokensOf(i).length === data.length) === (kind === "full");
  const all = Uint32Array.from({ length: data.size }, (_, i) => i).filter(fits);
  return all.subarray(0, BATCH * BATCHES);
}

/** Calls `visit` with each batch of `indices`. */
function forBatches(indices: Uint32Array, visit: (batch: Uint32Array) => void): void {
  for (let from = 0; from < indices.length; from += BATCH) {
    visit(indices.subarray(from, from + BATCH));
  }
}

/** Mean over samples of ‖∂L/∂hₜ‖₂ at each step t, with L the mean loss of a batch. */
function gradientMagnitudes(
  host: KernelHost,
  model: RecurrentModel,
  data: ReviewData,
  kind: "full" | "padded",
): { count: number; magnitude: number[] } {
  const { hidden } = model.spec.recurrent;
  const indices = reviewsOf(data, kind), sums = new Float64Array(data.length);
  forBatches(indices, (some) => {
    const batch = reviewBatch(data, some);
    const objective = { loss: "binaryCrossEntropy", targets: batch.targets } as const;
    const { layers } = probe(host, model, batch, objective);
    const norms = stateNorms(layers.at(-1)!.hiddenGradient!, hidden);
    norms.forEach((norm, row) => sums[row % data.length]! += norm);
    tf.dispose([batch.values, batch.targets]);
  });
  return { count: indices.length, magnitude: Array.from(sums, (sum) => sum / indices.length) };
}

/** Variance over time of each sample's norms, by its moments over samples. */
function varianceMoments(series: readonly (readonly number[])[]): ReturnType<typeof momentsOf> {
  const variances = series.filter((norms) => norms.length > 1)
    .map((norms) => momentsOf(norms).standardDeviation).map((deviation) => deviation * deviation);
  return momentsOf(variances);
}

/** Mean over samples at each position, as far as there are samples. */
function meansByPosition(series: readonly (readonly number[])[]): {
  norm: number[];
  count: number[];
} {
  const longest = Math.max(0, ...series.map((norms) => norms.length));
  const at = (k: number) => series.flatMap((norms) => norms[k] ?? []);
  const positions = Array.from({ length: longest }, (_, k) => momentsOf(at(k)).mean);
  return { norm: positions, count: positions.map((_, k) => at(k).length) };
}

/** How the norms of h, and of c where there is one, move over time. */
function stateDynamics(
  host: KernelHost,
  model: RecurrentModel,
  data: ReviewData,
): Record<string, unknown>[] {
  const { hidden, cell } = model.spec.recurrent;
  const indices = Uint32Array.from(
    { length: Math.min(BATCH * BATCHES, data.size) },
    (_, i) => i,
  );
  return (cell === "LSTM" ? ["h", "c"] : ["h"]).map((state) => {
    const whole: number[][] = [], text: number[][] = [], pad: number[][] = [];
    forBatches(indices, (some) => {
      const batch = reviewBatch(data, some);
      const { layers } = probe(host, model, batch);
      const norms = stateNorms(layers.at(-1)!.traces[state]!, hidden);
      some.forEach((index, row) => {
        const series = Array.from(norms.subarray(row * data.length, (row + 1) * data.length));
        const { start, end } = data.textSteps(index);
        whole.push(series);
        text.push(series.slice(start, end));
        pad.push([...series.slice(0, start), ...series.slice(end)]);
      });
      tf.dispose([batch.values, batch.targets]);
    });
    return {
      state,
      variance: varianceMoments(whole),
      norm: meansByPosition(whole).norm,
      text: { variance: varianceMoments(text), ...meansByPosition(text) },
      pad: { variance: varianceMoments(pad), ...meansByPosition(pad) },
    };
  });
}

/** Writes `probe.json`. The one job that it needs is the training of the classifier, whose configuration is its own. */
export async function probeClassifier(context: JobContext): Promise<void> {
  const [folder] = Object.values(context.needs);
  const { spec, seed, reviews } = context.config as unknown as SentimentTraining;
  const host = await openBackend();
  const { test } = await openReviews(Object.values(context.data)[0]!, reviews);
  const stored = readSafetensors(await Deno.readFile(join(folder!, "weights.safetensors")));
  const models = {
    initial: RecurrentModel.initialise(spec, seed),
    trained: new RecurrentModel(spec, weightValues(stored.tensors)),
  };
  const { cell, hidden } = spec.recurrent;
  const gradients: unknown[] = [], states: unknown[] = [];
  const recurrentNorm: Record<string, number | null> = {};
  for (const [weights, model] of Object.entries(models)) {
    for (const kind of ["full", "padded"] as const) {
      gradients.push({ weights, reviews: kind, ...gradientMagnitudes(host, model, test, kind) });
    }
    for (const dynamics of stateDynamics(host, model, test)) states.push({ weights, ...dynamics });
    const recurrent = model.variables.get("rnn.weight_hh_l0")!.dataSync();
    recurrentNorm[weights] = cell === "SimpleRNN" ? spectralNorm(recurrent, hidden) : null;
    model.dispose();
  }
  const result = { length: reviews.length, gradients, recurrentNorm, states };
  await context.write("probe.json", `${JSON.stringify(result)}\n`);
}
