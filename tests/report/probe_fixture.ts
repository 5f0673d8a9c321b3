/** Artefacts of made-up probes: gradients that decay in a straight line, states that grow over padding, gates, directions. */
import { sha256 } from "../../src/core/sha256.ts";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import { forecastArtefact, result, safetensors } from "./fixture.ts";

const LENGTH = 200;
const SEEDS = [1, 2, 3];

function artefact(
  id: string,
  config: JsonObject,
  outputs: Readonly<Record<string, Uint8Array | string>>,
): Artefact {
  const experiment = id.split("/")[0]!;
  const dataset = experiment.startsWith("Q6") ? "simulated-reviews" : "simulated-household";
  return {
    id,
    key: sha256(`key of ${id}`),
    experiment,
    config,
    data: { [dataset]: sha256(dataset === "simulated-reviews" ? "reviews" : "data") },
    kernel: sha256("kernel"),
    engine: 1,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, content]) => [name, result(content)]),
    ),
  };
}

/** What a made-up network does: `slope` is that of log₁₀ of its gradient, `pad` the growth of its cell state over padding. */
export interface ProbedNetwork {
  /** Rise of log₁₀ of the gradient for each step. */
  readonly slope: number;
  /** Growth of ‖c‖ for each text step. */
  readonly text: number;
  /** Growth of ‖c‖ for each pad step. */
  readonly pad: number;
}

const NETWORKS: Readonly<Record<string, ProbedNetwork>> = {
  SimpleRNN: { slope: 0.12, text: 0, pad: 0 },
  LSTM: { slope: 0.002, text: 0.05, pad: 0.8 },
  GRU: { slope: 0.01, text: 0, pad: 0 },
};

/** One probe of Q6-B or Q6-C; both have the same outputs. */
export function probeArtefact(
  experiment: "Q6-B" | "Q6-C",
  padding: string,
  model: string,
  seed: number,
  network: ProbedNetwork = NETWORKS[model]!,
): Artefact {
  const steps = Array.from({ length: LENGTH }, (_, t) => t);
  const slope = network.slope * (1 + seed / 100);
  const gradients = ["initial", "trained"].flatMap((weights) =>
    ["full", "padded"].map((reviews) => ({
      weights,
      reviews,
      count: 64,
      loss: 0.6,
      magnitude: steps.map((t) => 0.01 * 10 ** (slope * (t - LENGTH + 1))),
    }))
  );
  const moments = (mean: number) => ({ mean, standardDeviation: mean / 3 });
  const part = (growth: number, from: number, count: number) => ({
    variance: moments(growth * growth * count),
    norm: steps.slice(0, count).map((k) => from + growth * k),
    count: steps.slice(0, count).map((k) => 256 - k),
  });
  const states = ["trained", "initial"].flatMap((weights) => {
    const hidden = {
      weights,
      state: "h",
      variance: moments(0.3),
      text: part(0, 4, 120),
      pad: part(0, 4, 80),
      norm: steps.map((t) => 4 + 0.1 * (t % 2)),
    };
    const cell = {
      weights,
      state: "c",
      variance: moments(800 + seed),
      text: part(network.text * (1 + seed / 50), 5, 120),
      pad: part(network.pad * (1 + seed / 50), 10, 80),
      norm: steps.map((t) => 5 + (network.text + network.pad) * t / 2),
    };
    return model === "LSTM" ? [hidden, cell] : [hidden];
  });
  const isSimple = model === "SimpleRNN";
  const recurrentNorm = { initial: isSimple ? 1.1 : null, trained: isSimple ? 1.3 : null };
  const reviews = { length: LENGTH, padding };
  return artefact(
    `${experiment}/${padding}/${model}/seed-${seed}`,
    { model, seed, reviews, spec: { recurrent: { hidden: 64 } } },
    { "probe.json": JSON.stringify({ length: LENGTH, gradients, recurrentNorm, states }) },
  );
}

/** Every probe of Q6-B and Q6-C, and a training of the GRU. */
export function probeArtefacts(seeds: readonly number[] = SEEDS): Artefact[] {
  const probes = (["Q6-C", "Q6-B"] as const).flatMap((experiment) =>
    ["pre", "post"].flatMap((padding) =>
      ["LSTM", "GRU", "SimpleRNN"].flatMap((model) =>
        seeds.map((seed) => probeArtefact(experiment, padding, model, seed))
      )
    )
  );
  const training = artefact("Q6-B/training/post/GRU/seed-1", { model: "GRU", seed: 1 }, {
    "weights.safetensors": "weights",
  });
  return [training, ...probes];
}

/** A probe of gates: the first one answers a rise and a peak with a drop of `drop`. */
export function gateArtefact(model: "LSTM" | "GRU", seed: number, drop = 0.2): Artefact {
  const gates = model === "LSTM" ? ["f", "i", "o"] : ["r", "z"];
  const lags = Array.from({ length: 21 }, (_, i) => i - 10);
  const scale = 1 + seed / 20;
  const responseOf = (gate: string, strength: number) => {
    const sign = gate === "i" ? -1 : 1;
    return {
      mean: lags.map((lag) => 0.7 - (lag === 0 ? sign * strength * scale : 0)),
      standardError: lags.map(() => 0.01),
    };
  };
  const eventOf = (strength: number) => ({
    count: 12,
    lags,
    ...Object.fromEntries(gates.map((gate) => [gate, responseOf(gate, strength)])),
  });
  const nothing = { count: 0, lags, ...Object.fromEntries(gates.map((gate) => [gate, null])) };
  const histogram = Array.from({ length: 20 }, (_, i) => (i >= 18 ? 30 + seed : 2));
  const statistics = {
    mean: 0.8,
    standardDeviation: 0.1,
    histogram,
    totalVariation: (model === "LSTM" ? 0.02 : 0.015) * scale,
  };
  const file = {
    model,
    layer: 1,
    windows: 500,
    gates: Object.fromEntries(gates.map((gate) => [gate, statistics])),
    events: {
      kind: "threshold",
      rule: "a change of one standard deviation",
      rise: eventOf(drop),
      fall: nothing,
      peak: eventOf(drop),
      none: eventOf(0),
    },
    correlation: model === "GRU" ? { zWithF: 0.7 + seed / 50 } : {},
  };
  const tensors: Record<string, Float32Array> = {};
  for (const window of ["calm", "rise", "peak"]) {
    tensors[`${window}/x`] = Float32Array.from({ length: 60 }, (_, t) => (t < 30 ? 0 : 1));
    for (const gate of gates) {
      tensors[`${window}/layer-1/${gate}`] = Float32Array.from(
        { length: 60 * 4 },
        (_, at) => (at % 4) / 4 + (at < 120 ? 0 : 0.1),
      );
    }
  }
  return artefact(`Q7-b/${model}/seed-${seed}`, { model, seed }, {
    "gates.json": JSON.stringify(file),
    "traces.safetensors": safetensors(tensors),
  });
}

/** Every probe of Q7-b. */
export function gateProbeArtefacts(seeds: readonly number[] = SEEDS): Artefact[] {
  return (["GRU", "LSTM"] as const).flatMap((model) =>
    seeds.map((seed) => gateArtefact(model, seed))
  );
}

/** A causality probe; `future` is how far the forecast moves when the future changes. */
export function causalityArtefact(model: string, seed: number, future = 0): Artefact {
  return artefact(`Q7-d/causality/${model}/seed-${seed}`, { model, seed }, {
    "causality.json": JSON.stringify({
      windows: 64,
      futureChanged: { largestMove: future },
      presentChanged: { largestMove: 0.9, meanMove: 0.8 + seed / 100 },
    }),
  });
}

/** A filling of gaps with the given MSE. */
export function imputationArtefact(model: string, mse: number, seed?: number): Artefact {
  const metrics = {
    parameters: seed === undefined ? 0 : 1000,
    gap: { window: 60, from: 25, count: 10 },
    epochs: [],
    bestEpoch: seed ?? null,
    test: {
      mse,
      mae: mse * 2,
      mseKw: mse / 4,
      maeKw: mse,
      windows: 500,
      byPosition: Array.from({ length: 10 }, (_, i) => mse * (1 + i / 10)),
    },
  };
  const name = seed === undefined ? "interpolation" : `${model}/seed-${seed}`;
  return artefact(`Q7-d/imputation/${name}`, seed === undefined ? { model } : { model, seed }, {
    "metrics.json": JSON.stringify(metrics),
    ...(seed === undefined ? {} : { "weights.safetensors": `weights of ${name}` }),
  });
}

/** Every job of Q7-d. */
export function directionArtefacts(seeds: readonly number[] = SEEDS): Artefact[] {
  return [
    imputationArtefact("linear interpolation", 0.2),
    ...seeds.flatMap((seed) => [
      causalityArtefact("BiLSTM", seed),
      causalityArtefact("LSTM", seed),
      imputationArtefact("BiLSTM", 0.08 + seed / 1000, seed),
      imputationArtefact("LSTM", 0.15 + seed / 1000, seed),
      forecastArtefact({
        model: "BiLSTM, final states",
        noise: 0.2,
        parameters: 133_761,
        seed,
        experiment: "Q7-d",
        part: "final-state/",
      }),
    ]),
  ];
}
