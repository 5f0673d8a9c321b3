/** Artefacts of a small, made-up Q7-a: four models of three seeds and two baselines on forty windows. */
import type { JsonObject } from "../../src/core/canonical_json.ts";
import { RandomStream } from "../../src/core/random.ts";
import { sha256 } from "../../src/core/sha256.ts";
import type { Artefact, ArtefactOutput } from "../../src/report/artefact.ts";
import type { Timings } from "../../src/report/timings.ts";

const WINDOWS = 40, EPOCHS = 4;
const SCALING = { mean: 1.25, standardDeviation: 0.5 };

/** Safetensors with one-dimensional f32 tensors (the format's README: length, JSON header, data). */
export function safetensors(tensors: Readonly<Record<string, Float32Array>>): Uint8Array {
  const header: Record<string, JsonObject> = {};
  let offset = 0;
  for (const [name, { length, byteLength }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape: [length], data_offsets: [offset, offset + byteLength] };
    offset += byteLength;
  }
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const tensor of Object.values(tensors)) {
    bytes.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), at);
    at += tensor.byteLength;
  }
  return bytes;
}

/** An output as a finished job has it. */
export function result(content: Uint8Array | string): ArtefactOutput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { sha256: sha256(bytes), read: () => Promise.resolve(bytes) };
}

/** One forecaster's artefact: its errors scatter by `noise` around the targets, which all artefacts share. */
export function forecastArtefact(
  { model, noise, parameters, seed, experiment = "Q7-a", part = "", window = 60 }: {
    model: string;
    noise: number;
    parameters: number;
    seed?: number;
    experiment?: string;
    part?: string;
    window?: number;
  },
): Artefact {
  const truth = new RandomStream(0, "targets"),
    errors = new RandomStream(seed ?? 0, `errors/${model}`);
  const target = Float32Array.from({ length: WINDOWS }, () => truth.normal());
  const prediction = target.map((value) => value + noise * errors.normal());
  const differences = target.map((value, t) => prediction[t]! - value);
  const mse = differences.reduce((sum, error) => sum + error * error, 0) / WINDOWS;
  const mae = differences.reduce((sum, error) => sum + Math.abs(error), 0) / WINDOWS;
  const { standardDeviation } = SCALING;
  const metrics = {
    parameters,
    scaling: SCALING,
    ...(seed === undefined ? {} : {
      epochs: Array.from({ length: EPOCHS }, (_, i) => ({
        epoch: i + 1,
        trainingLoss: mse * (1 + 1 / (i + 1)),
        validationMse: mse * (1 + 0.5 / (i + 1)),
        validationMae: mae,
      })),
      bestEpoch: 2 + seed % 3,
    }),
    test: {
      mse,
      mae,
      mseKw: mse * standardDeviation * standardDeviation,
      maeKw: mae * standardDeviation,
      windows: WINDOWS,
    },
  };
  const name = model.toLowerCase();
  const id = `${experiment}/${part}${name}${seed === undefined ? "" : `/seed-${seed}`}`;
  return {
    id,
    key: sha256(`key of ${id}`),
    experiment,
    config: seed === undefined ? { model, window } : { model, seed, window },
    data: { "simulated-household": sha256("data") },
    kernel: sha256("kernel"),
    engine: 1,
    outputs: {
      "metrics.json": result(JSON.stringify(metrics)),
      "predictions.safetensors": result(safetensors({ prediction, target })),
      ...(seed === undefined ? {} : {
        "weights.safetensors": result(`weights of ${id}`),
        "timing.json": {
          read: () =>
            Promise.resolve(
              new TextEncoder().encode(
                JSON.stringify({ secondsPerEpoch: [2.0004, 1.5, 1 + seed] }),
              ),
            ),
        },
      }),
    },
  };
}

/** All artefacts of the made-up comparison, in no special order. */
export function artefacts(): Artefact[] {
  const models = [
    { model: "GRU", noise: 0.22, parameters: 37_889 },
    { model: "SimpleRNN", noise: 0.3, parameters: 12_673 },
    { model: "BiLSTM", noise: 0.2, parameters: 133_761 },
    { model: "LSTM", noise: 0.21, parameters: 50_497 },
  ];
  return [
    forecastArtefact({ model: "persistence", noise: 0.28, parameters: 0 }),
    ...models.flatMap((model) => [2, 1, 3].map((seed) => forecastArtefact({ ...model, seed }))),
    forecastArtefact({ model: "linear autoregression", noise: 0.25, parameters: 61 }),
  ];
}

/** A machine that does not exist. */
export const machine: Timings["machine"] = {
  processor: "Imaginary | 9000",
  cores: 2,
  system: "linux x86_64",
  runtime: "Deno 2.9.6",
};
