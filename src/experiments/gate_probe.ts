/**
 * The job of Q7-b: what the gates of a trained forecaster do over the test part (statistics of the upper layer), and all gates and
 * states of three telling windows. Three pictures prove nothing; they are chosen by a rule and shown beside the statistics.
 */
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import type { JobContext } from "../core/job.ts";
import { ForecastData } from "../data/forecast_data.ts";
import { readSeries } from "../data/series.ts";
import { openBackend } from "../kernels/tfjs_backend.ts";
import { weightValues } from "../nn/model.ts";
import { probe } from "../nn/probe.ts";
import type { ModelSpec } from "../nn/model_spec.ts";
import { RecurrentModel } from "../nn/recurrent_model.ts";
import { readSafetensors, type StoredTensor, writeSafetensors } from "../nn/safetensors.ts";
import { Correlation, EventResponse, GateStatistics, unitMeans } from "./gate_response.ts";
import { CHANGE_KINDS, CHANGE_RULE, changeAt, type ChangeKind } from "./load_changes.ts";
import { windowsOf } from "./forecast_task.ts";
import { readTrueChanges, TRUE_CHANGE_RULE } from "./true_changes.ts";

/** Configuration of a probe. */
export interface GateProbe {
  /** Name of the probed network. */
  readonly model: string;
  /** Seed of its training. */
  readonly seed: number;
  /** Past values in a window. */
  readonly window: number;
  /** Every how manieth test window is probed. */
  readonly stride: number;
  /** The network, and the LSTM of the same seed, whose forget gate the update gate is compared with. */
  readonly spec: ModelSpec;
  /** The LSTM's architecture; absent when the probed network is that LSTM. */
  readonly comparedSpec?: ModelSpec;
  /** The data set that records what truly happened, where there is one; changes are found by thresholds otherwise. */
  readonly record?: string;
}

const BATCH = 64;
/** Gates by cell; the other traces are states. */
const GATES: Readonly<Record<string, readonly string[]>> = {
  LSTM: ["f", "i", "o"],
  GRU: ["r", "z"],
};

async function loadModel(folder: string, spec: ModelSpec): Promise<RecurrentModel> {
  const bytes = await Deno.readFile(join(folder, "weights.safetensors"));
  return new RecurrentModel(spec, weightValues(readSafetensors(bytes).tensors));
}

/** The window that shows a kind of change best: the largest near its middle; the calmest for `none`. */
function tellingWindow(data: ForecastData, starts: Uint32Array, kind: ChangeKind): number {
  let best = starts[0]!, bestScore = -Infinity;
  const middle = Math.floor(data.window / 2);
  for (const start of starts) {
    const window = data.values.subarray(start, start + data.window);
    let movement = 0;
    for (let t = 1; t < window.length; t++) movement += Math.abs(window[t]! - window[t - 1]!);
    const score = kind === "none"
      ? -movement
      : kind === "rise"
      ? window[middle]! - window[middle - 1]!
      : changeAt(window, middle) === kind
      ? window[middle]!
      : -Infinity;
    if (score > bestScore) [best, bestScore] = [start, score];
  }
  return best;
}

/** Writes `gates.json` and `traces.safetensors`. It needs the training and, for a GRU, that of the LSTM of its seed. */
export async function probeGates(context: JobContext): Promise<void> {
  const config = context.config as unknown as GateProbe;
  const host = await openBackend();
  const [own, other] = Object.values(context.needs);
  const record = config.record === undefined ? undefined : context.data[config.record]!;
  const [path] = Object.entries(context.data).flatMap(([name, path]) =>
    name === config.record ? [] : [path]
  );
  const series = await readSeries(path!);
  const truth = record === undefined ? undefined : await readTrueChanges(record, series.length);
  const data = new ForecastData(series, { window: config.window });
  const model = await loadModel(own!, config.spec);
  const compared = config.comparedSpec && await loadModel(other!, config.comparedSpec);
  const { cell, hidden, layers } = config.spec.recurrent;
  const gates = GATES[cell]!, starts = windowsOf(data, "test", config.stride);
  const statistics = new Map(gates.map((gate) => [gate, new GateStatistics()]));
  const responses = new Map(
    CHANGE_KINDS.map((kind) =>
      [kind, new Map(gates.map((gate) => [gate, new EventResponse()]))] as const
    ),
  );
  const counts = new Map<ChangeKind, number>();
  const zWithF = new Correlation();

  const tracesOf = (probed: RecurrentModel, inputs: Float32Array, count: number) => {
    const values = tf.tensor3d(inputs, [count, config.window, 1]);
    const seen = probe(host, probed, { values }).layers;
    values.dispose();
    return seen;
  };
  for (let from = 0; from < starts.length; from += BATCH) {
    const count = Math.min(BATCH, starts.length - from);
    const { inputs } = data.gather(starts, from, count);
    const upper = tracesOf(model, inputs, count).at(-1)!.traces;
    const means = new Map(gates.map((gate) => [gate, unitMeans(upper[gate]!, hidden)]));
    for (const gate of gates) statistics.get(gate)!.add(upper[gate]!, count, config.window, hidden);
    for (let sample = 0; sample < count; sample++) {
      const at = sample * config.window, window = inputs.subarray(at, at + config.window);
      for (let t = 1; t < config.window; t++) {
        if (!EventResponse.covers(t, config.window)) continue;
        const kind = truth ? truth[starts[from + sample]! + t] : changeAt(window, t);
        if (!kind) continue;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        for (const gate of gates) {
          const series = means.get(gate)!.subarray(at, at + config.window);
          responses.get(kind)!.get(gate)!.add(series, t);
        }
      }
    }
    if (compared) {
      const forget = tracesOf(compared, inputs, count).at(-1)!.traces["f"]!;
      zWithF.add(means.get("z")!, unitMeans(forget, hidden));
    }
    context.progress({ done: from + count, total: starts.length, note: "test windows" });
  }

  const events = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, {
    count: counts.get(kind) ?? 0,
    lags: EventResponse.lags,
    ...Object.fromEntries(gates.map((gate) => [gate, responses.get(kind)!.get(gate)!.summary()])),
  }]));
  const result = {
    model: config.model,
    layer: layers - 1,
    windows: starts.length,
    gates: Object.fromEntries(gates.map((gate) => [gate, statistics.get(gate)!.summary()])),
    events: truth
      ? { kind: "true", rule: TRUE_CHANGE_RULE, ...events }
      : { kind: "threshold", rule: CHANGE_RULE, ...events },
    correlation: compared ? { zWithF: zWithF.value() } : {},
  };
  await context.write("gates.json", `${JSON.stringify(result)}\n`);

  const tensors: Record<string, StoredTensor> = {}, metadata: Record<string, string> = {};
  for (const [name, kind] of [["calm", "none"], ["rise", "rise"], ["peak", "peak"]] as const) {
    const start = tellingWindow(data, data.starts.test, kind);
    const { inputs } = data.gather(Uint32Array.of(start), 0, 1);
    metadata[`${name}.start`] = String(start);
    tensors[`${name}/x`] = { dtype: "F32", shape: [config.window], data: inputs };
    for (const { layer, traces } of tracesOf(model, inputs, 1)) {
      for (const [trace, values] of Object.entries(traces)) {
        const shape = [config.window, hidden];
        tensors[`${name}/layer-${layer}/${trace}`] = { dtype: "F32", shape, data: values };
      }
    }
  }
  await context.write("traces.safetensors", writeSafetensors(tensors, metadata));
  model.dispose();
  compared?.dispose();
}
