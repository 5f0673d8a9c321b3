/**
 * One sha256 over two short trainings, by the functions that jobs use: batches, autodiff, Adam, validation, shuffling, the
 * history and the best epoch's weights. Run as a script it prints the digest, so that engines, compilers and machines can
 * be compared.
 */
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../src/core/canonical_json.ts";
import { RandomStream } from "../../src/core/random.ts";
import { ForecastData } from "../../src/data/forecast_data.ts";
import { forecastTask } from "../../src/experiments/forecast_task.ts";
import type { RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import { openBackend } from "../../src/kernels/tfjs_backend.ts";
import { writeSafetensors } from "../../src/nn/safetensors.ts";
import { train } from "../../src/nn/trainer.ts";

const STACKS: readonly RecurrentSpec[] = [
  { cell: "LSTM", inputs: 1, hidden: 8, layers: 1, bidirectional: false },
  { cell: "GRU", inputs: 1, hidden: 8, layers: 2, bidirectional: true },
];

/** Two epochs of eight batches. */
const OPTIONS = {
  epochs: 2,
  batchSize: 16,
  samplesPerEpoch: 128,
  learningRate: 0.01,
  loss: "meanSquaredError",
  clipNorm: 0.5,
} as const;

/** A damped random walk, which a network can learn something of. */
function walk(length: number): Float32Array {
  const stream = new RandomStream(1, "training digest");
  let value = 0;
  return Float32Array.from({ length }, () => value = 0.9 * value + stream.normal());
}

/** Lower-case hexadecimal sha256 of the weights and the history of each training, in order. */
export async function trainingDigest({ seed = 1 } = {}): Promise<string> {
  const host = await openBackend();
  const task = forecastTask(new ForecastData(walk(600), { window: 12 }), 4);
  const hash = createHash("sha256");
  for (const recurrent of STACKS) {
    const spec = { recurrent, readout: "last", outputs: 1 } as const;
    const { weights, history, bestEpoch } = await train(host, spec, task, { ...OPTIONS, seed }, {
      save: () => Promise.resolve(),
      progress() {},
      epoch() {},
    });
    hash.update(writeSafetensors(weights));
    hash.update(canonicalJson({ history: history as unknown as Json, bestEpoch }));
  }
  return hash.digest("hex");
}

if (import.meta.main) console.log(await trainingDigest());
