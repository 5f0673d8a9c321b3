/** One probe of a sentiment classifier as a report sees it: gradients and states, before and after training. */
import { z } from "zod";
import { type Artefact, checked, readJson } from "./artefact.ts";
import { type JobRef, jobRef } from "./job_ref.ts";

/** The order of reports. */
const CELLS = ["SimpleRNN", "LSTM", "GRU"];
const PADDINGS = ["post", "pre"];

const moments = z.looseObject({ mean: z.number(), standardDeviation: z.number() });
const steps = z.looseObject({
  variance: moments,
  norm: z.array(z.number()),
  count: z.array(z.int().nonnegative()),
});
const weights = z.enum(["initial", "trained"]);

const probeSchema = z.looseObject({
  length: z.int().positive(),
  gradients: z.array(z.looseObject({
    weights,
    reviews: z.enum(["full", "padded"]),
    count: z.int().nonnegative(),
    magnitude: z.array(z.number().nonnegative().nullable()),
  })),
  recurrentNorm: z.looseObject({ initial: z.number().nullable(), trained: z.number().nullable() }),
  states: z.array(z.looseObject({
    weights,
    state: z.enum(["h", "c"]),
    variance: moments,
    text: steps,
    pad: steps,
    norm: z.array(z.number()),
  })),
});

const configSchema = z.looseObject({
  model: z.string(),
  seed: z.int(),
  reviews: z.looseObject({ padding: z.string() }),
  spec: z.looseObject({ recurrent: z.looseObject({ hidden: z.int().positive() }) }),
});

/** Content of a `probe.json`, with what the probed network is. */
export interface ProbeRun extends JobRef {
  /** Name of the cell. */
  readonly model: string;
  /** Where padding goes. */
  readonly padding: string;
  /** Seed of the training. */
  readonly seed: number;
  /** Hidden units. */
  readonly hidden: number;
  /** Steps of a sequence. */
  readonly length: number;
  /** Mean over samples of ‖∂L/∂hₜ‖₂ by step; a magnitude is `null` where no sample was there. */
  readonly gradients: readonly {
    /** Before or after training. */
    readonly weights: "initial" | "trained";
    /** Reviews that fill the sequence, or those with padding. */
    readonly reviews: "full" | "padded";
    /** Number of reviews. */
    readonly count: number;
    /** By step. */
    readonly magnitude: readonly (number | null)[];
  }[];
  /** ‖W_hh‖₂ of a SimpleRNN. */
  readonly recurrentNorm: { readonly initial: number | null; readonly trained: number | null };
  /** Norms of states over time. */
  readonly states: readonly ProbedState[];
}

/** Mean and standard deviation over samples. */
export interface Moments {
  /** Mean. */
  readonly mean: number;
  /** Standard deviation. */
  readonly standardDeviation: number;
}

/** Norms at the steps of one kind, counted from the first of the kind. */
export interface StepNorms {
  /** Variance over time. */
  readonly variance: Moments;
  /** Mean over the samples that have such a step. */
  readonly norm: readonly number[];
  /** How many samples have it. */
  readonly count: readonly number[];
}

/** The norm of one state over time. */
export interface ProbedState {
  /** Before or after training. */
  readonly weights: "initial" | "trained";
  /** Hidden state, or the LSTM's cell state. */
  readonly state: "h" | "c";
  /** Variance over all steps. */
  readonly variance: Moments;
  /** Steps that read text. */
  readonly text: StepNorms;
  /** Steps that read padding. */
  readonly pad: StepNorms;
  /** Mean over samples by step. */
  readonly norm: readonly number[];
}

/**
 * Reads a probe's artefact: its configuration and `probe.json`.
 * @throws CliError when one of them is missing or of another form
 */
export async function readProbeRun(artefact: Artefact): Promise<ProbeRun> {
  const what = `the configuration of job ${artefact.id}`;
  const { model, seed, reviews, spec } = checked(artefact.config, configSchema, what);
  const probe = await readJson(artefact, "probe.json", probeSchema);
  const { hidden } = spec.recurrent;
  return { ...jobRef(artefact), ...probe, model, seed, padding: reviews.padding, hidden };
}

/** Probes grouped by padding and cell, in the order of reports, seeds ascending. */
export function probesByNetwork(runs: readonly ProbeRun[]): ProbeRun[][] {
  const sorted = [...runs].sort((a, b) =>
    PADDINGS.indexOf(a.padding) - PADDINGS.indexOf(b.padding) ||
    CELLS.indexOf(a.model) - CELLS.indexOf(b.model) || a.seed - b.seed
  );
  return [...Map.groupBy(sorted, ({ padding, model }) => `${padding} ${model}`).values()];
}

/** Whether an artefact is a probe; the trainings of the GRU belong to the same part. */
export function isProbe({ outputs }: Artefact): boolean {
  return outputs["probe.json"] !== undefined;
}
