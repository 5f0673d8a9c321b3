/** Q7-b: what the gates of trained forecasters do over the test part and in three telling windows. */
import { z } from "zod";
import { readSafetensors } from "../nn/safetensors.ts";
import { CliError } from "../core/cli_error.ts";
import { type Artefact, checked, outputOf, readJson, type Schema } from "./artefact.ts";
import { type JobRef, jobRef, sha256Schema } from "./job_ref.ts";
import { commonDataset } from "./part.ts";

/** Kinds of events, calm steps last. */
export const EVENTS = ["rise", "fall", "peak", "none"] as const;
/** One of the kinds. */
export type EventKind = (typeof EVENTS)[number];
/** Windows whose traces are kept, from calm to wild. */
export const TRACED_WINDOWS = ["calm", "rise", "peak"] as const;
/** A gate counts as open from here on. */
export const OPEN = 0.9;

const MODELS = ["LSTM", "GRU"];

/** Statistics of one gate over the test windows. */
export interface GateStatistics {
  /** Letter of the gate. */
  readonly gate: string;
  /** Mean over units, steps and windows. */
  readonly mean: number;
  /** Standard deviation over the same. */
  readonly standardDeviation: number;
  /** Mean of |gₜ − gₜ₋₁|. */
  readonly totalVariation: number;
  /** Share of values of `OPEN` or more. */
  readonly open: number;
  /** Share of values in each of equal bins over [0, 1]. */
  readonly histogram: readonly number[];
}

/** Mean of a gate around an event, over events. */
export interface GateResponse {
  /** What happened at lag 0. */
  readonly event: EventKind;
  /** Letter of the gate. */
  readonly gate: string;
  /** Number of events. */
  readonly count: number;
  /** Steps from the event, ascending. */
  readonly lags: readonly number[];
  /** Mean over events, by lag. */
  readonly mean: readonly number[];
  /** Standard error over events, by lag; windows overlap, so it is too small for events that several hold. */
  readonly standardError: readonly number[];
}

/** One probed training. */
export interface GateRun extends JobRef {
  /** Seed of the training. */
  readonly seed: number;
  /** Number of test windows. */
  readonly windows: number;
  /** Each gate. */
  readonly gates: readonly GateStatistics[];
  /** Each gate around each kind of event that occurred. */
  readonly responses: readonly GateResponse[];
  /** Pearson's correlation of the GRU's update gate with the LSTM's forget gate, unit means; `null` for the LSTM. */
  readonly zWithF: number | null;
}

/** Means over the upper layer's units in one window, of the first seed. */
export interface GateTrace {
  /** Name of the window. */
  readonly window: string;
  /** Standardised input by step. */
  readonly input: readonly number[];
  /** Unit mean by step of each gate. */
  readonly gates: readonly { readonly gate: string; readonly values: readonly number[] }[];
}

/** Q7-b as `results.json` holds it. */
export interface GateBehaviour {
  /** Canonical data set that was forecast. */
  readonly dataset: string;
  /** How events were found. */
  readonly rule: string;
  /** Whether events are those of the simulator or found by a threshold. */
  readonly kind: string;
  /** The LSTM, then the GRU. */
  readonly models: readonly {
    /** Name of the cell. */
    readonly model: string;
    /** One entry a seed, ascending. */
    readonly runs: readonly GateRun[];
    /** The telling windows. */
    readonly traces: readonly GateTrace[];
  }[];
}

const event = z.enum(EVENTS);
const numbers = z.array(z.number());

/** Form of `GateBehaviour` in `results.json`. */
export const gateBehaviourSchema: Schema<GateBehaviour> = z.strictObject({
  dataset: z.string(),
  rule: z.string(),
  kind: z.string(),
  models: z.array(z.strictObject({
    model: z.string(),
    runs: z.array(z.strictObject({
      job: z.string(),
      key: sha256Schema as z.ZodType<string>,
      weights: (sha256Schema as z.ZodType<string>).nullable(),
      seed: z.int().nonnegative(),
      windows: z.int().positive(),
      gates: z.array(z.strictObject({
        gate: z.string(),
        mean: z.number(),
        standardDeviation: z.number(),
        totalVariation: z.number(),
        open: z.number(),
        histogram: numbers,
      })),
      responses: z.array(z.strictObject({
        event,
        gate: z.string(),
        count: z.int().positive(),
        lags: numbers,
        mean: numbers,
        standardError: numbers,
      })),
      zWithF: z.number().nullable(),
    })).min(1),
    traces: z.array(z.strictObject({
      window: z.string(),
      input: numbers,
      gates: z.array(z.strictObject({ gate: z.string(), values: numbers })),
    })),
  })).min(1),
});

const configSchema = z.looseObject({
  model: z.string(),
  seed: z.int(),
  record: z.string().optional(),
});
const response = z.strictObject({ mean: numbers, standardError: numbers }).nullable();
const eventSchema = z.object({ count: z.int().nonnegative(), lags: numbers }).catchall(response);
const gatesSchema = z.looseObject({
  model: z.string(),
  layer: z.int().nonnegative(),
  windows: z.int().positive(),
  gates: z.record(
    z.string(),
    z.looseObject({
      mean: z.number(),
      standardDeviation: z.number(),
      histogram: numbers,
      totalVariation: z.number(),
    }),
  ),
  events: z.looseObject({
    kind: z.string(),
    rule: z.string(),
    rise: eventSchema,
    fall: eventSchema,
    peak: eventSchema,
    none: eventSchema,
  }),
  correlation: z.looseObject({ zWithF: z.number().optional() }),
});

type GatesFile = z.infer<typeof gatesSchema>;

function statistics([gate, value]: [string, GatesFile["gates"][string]]): GateStatistics {
  const { mean, standardDeviation, totalVariation, histogram } = value;
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const shares = histogram.map((count) => count / total);
  // The bins are twentieths, so that one of them begins at `OPEN`.
  const open = shares.slice(Math.round(OPEN * shares.length)).reduce((a, b) => a + b, 0);
  return { gate, mean, standardDeviation, totalVariation, open, histogram: shares };
}

function responses({ events, gates }: GatesFile): GateResponse[] {
  return EVENTS.flatMap((event) => {
    const { count, lags, ...means } = events[event];
    return Object.keys(gates).flatMap((gate): GateResponse[] => {
      const found = means[gate] as z.infer<typeof response> | undefined;
      return found ? [{ event, gate, count, lags, ...found }] : [];
    });
  });
}

/** The means over units of the traces of each telling window. */
async function readTraces(
  artefact: Artefact,
  { layer, gates }: GatesFile,
): Promise<GateTrace[]> {
  const { tensors } = readSafetensors(await outputOf(artefact, "traces.safetensors").read());
  const valuesOf = (name: string): Float32Array => {
    const data = tensors[name]?.data;
    if (data instanceof Float32Array) return data;
    throw new CliError(
      `Cannot use traces.safetensors of job ${artefact.id}: expected f32 as ${name}, ` +
        `got ${tensors[name]?.dtype ?? "nothing"}`,
    );
  };
  return TRACED_WINDOWS.map((window) => {
    const input = [...valuesOf(`${window}/x`)];
    const unitMeans = (gate: string): number[] => {
      const values = valuesOf(`${window}/layer-${layer}/${gate}`);
      const units = values.length / input.length;
      return input.map((_, t) =>
        values.subarray(t * units, (t + 1) * units).reduce((a, b) => a + b, 0) / units
      );
    };
    return {
      window,
      input,
      gates: Object.keys(gates).map((gate) => ({ gate, values: unitMeans(gate) })),
    };
  });
}

/**
 * Gathers the probes of Q7-b: `gates.json` and `traces.safetensors` of each.
 * @throws CliError when an artefact is incomplete
 */
export async function readGateBehaviour(artefacts: readonly Artefact[]): Promise<GateBehaviour> {
  const probes = await Promise.all(artefacts.map(async (artefact) => {
    const what = `the configuration of job ${artefact.id}`;
    const { model, seed, record } = checked(artefact.config, configSchema, what);
    return {
      artefact,
      model,
      seed,
      record,
      file: await readJson(artefact, "gates.json", gatesSchema),
    };
  }));
  probes.sort((a, b) => MODELS.indexOf(a.model) - MODELS.indexOf(b.model) || a.seed - b.seed);
  const models: GateBehaviour["models"][number][] = [];
  for (const [model, group] of Map.groupBy(probes, (probe) => probe.model)) {
    const runs = group.map(({ artefact, seed, file }): GateRun => ({
      ...jobRef(artefact),
      seed,
      windows: file.windows,
      gates: Object.entries(file.gates).map(statistics),
      responses: responses(file),
      zWithF: file.correlation.zWithF ?? null,
    }));
    models.push({ model, runs, traces: await readTraces(group[0]!.artefact, group[0]!.file) });
  }
  const { rule, kind } = probes[0]!.file.events;
  return { dataset: commonDataset(artefacts, probes[0]!.record), rule, kind, models };
}
