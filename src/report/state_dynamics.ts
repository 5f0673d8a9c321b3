/** Q6-C: how the norms of hidden and cell states move over text and over padding. */
import { z } from "zod";
import type { Artefact, Schema } from "./artefact.ts";
import { type JobRef, sha256Schema } from "./job_ref.ts";
import { fitLine } from "./line_fit.ts";
import { commonDataset } from "./part.ts";
import {
  isProbe,
  type Moments,
  type ProbedState,
  type ProbeRun,
  probesByNetwork,
  readProbeRun,
  type StepNorms,
} from "./probe_run.ts";

/** Growth of a norm, and its variance over time. */
export interface StateRun extends JobRef {
  /** Seed of the training. */
  readonly seed: number;
  /** Variance over time of the norm: mean and standard deviation over samples. */
  readonly variance: Moments;
  /** The same over text steps alone. */
  readonly textVariance: Moments;
  /** The same over pad steps alone. */
  readonly padVariance: Moments;
  /** Rise of the mean norm for each step of the sequence; `null` where no line can be fitted. */
  readonly growth: number | null;
  /** How straight that rise is. */
  readonly rSquared: number | null;
  /** Rise for each text step, weighted by the samples that have it. */
  readonly textGrowth: number | null;
  /** Rise for each pad step, weighted alike. */
  readonly padGrowth: number | null;
  /** Largest mean norm of any step over √hidden, which bounds the norm of a tanh's output: 1 at most for h. */
  readonly largest: number;
}

/** One state of one network over its seeds. */
export interface StateProbe {
  /** Where padding goes. */
  readonly padding: string;
  /** Name of the cell. */
  readonly model: string;
  /** Hidden state, or the LSTM's cell state. */
  readonly state: "h" | "c";
  /** Before or after training. */
  readonly weights: "initial" | "trained";
  /** One entry a seed, ascending. */
  readonly runs: readonly StateRun[];
  /** Mean norm by step of the sequence, averaged over seeds. */
  readonly norm: readonly number[];
}

/** Q6-C as `results.json` holds it. */
export interface StateDynamics {
  /** Canonical data set of reviews. */
  readonly dataset: string;
  /** Steps of a sequence. */
  readonly length: number;
  /** By padding, cell, weights and state. */
  readonly probes: readonly StateProbe[];
}

const moments = z.strictObject({ mean: z.number(), standardDeviation: z.number() });

/** Form of `StateDynamics` in `results.json`. */
export const stateDynamicsSchema: Schema<StateDynamics> = z.strictObject({
  dataset: z.string(),
  length: z.int().positive(),
  probes: z.array(z.strictObject({
    padding: z.string(),
    model: z.string(),
    state: z.enum(["h", "c"]),
    weights: z.enum(["initial", "trained"]),
    runs: z.array(z.strictObject({
      job: z.string(),
      key: sha256Schema as z.ZodType<string>,
      weights: (sha256Schema as z.ZodType<string>).nullable(),
      seed: z.int().nonnegative(),
      variance: moments,
      textVariance: moments,
      padVariance: moments,
      growth: z.number().nullable(),
      rSquared: z.number().nullable(),
      textGrowth: z.number().nullable(),
      padGrowth: z.number().nullable(),
      largest: z.number(),
    })).min(1),
    norm: z.array(z.number()),
  })),
});

function positions(values: readonly number[]): number[] {
  return values.map((_, k) => k);
}

function growthOf({ norm, count }: StepNorms): number | null {
  return fitLine(positions(norm), norm, count)?.slope ?? null;
}

function momentsOf({ mean, standardDeviation }: Moments): Moments {
  return { mean, standardDeviation };
}

function stateRun({ job, key, weights, seed, hidden }: ProbeRun, state: ProbedState): StateRun {
  const line = fitLine(positions(state.norm), state.norm);
  return {
    job,
    key,
    weights,
    seed,
    variance: momentsOf(state.variance),
    textVariance: momentsOf(state.text.variance),
    padVariance: momentsOf(state.pad.variance),
    growth: line?.slope ?? null,
    rSquared: line?.rSquared ?? null,
    textGrowth: growthOf(state.text),
    padGrowth: growthOf(state.pad),
    largest: Math.max(...state.norm, ...state.text.norm, ...state.pad.norm) / Math.sqrt(hidden),
  };
}

function stateProbes(group: readonly ProbeRun[]): StateProbe[] {
  const { padding, model, states } = group[0]!;
  return states.map(({ weights, state }) => {
    const own = group.flatMap((run) =>
      run.states.filter((item) => item.weights === weights && item.state === state)
        .map((probed) => ({ run, probed }))
    );
    return {
      padding,
      model,
      state,
      weights,
      runs: own.map(({ run, probed }) => stateRun(run, probed)),
      norm: own[0]!.probed.norm.map((_, t) =>
        own.reduce((sum, { probed }) => sum + probed.norm[t]!, 0) / own.length
      ),
    };
  });
}

/**
 * Gathers the probes of Q6-C.
 * @throws CliError when an artefact is incomplete
 */
export async function readStateDynamics(artefacts: readonly Artefact[]): Promise<StateDynamics> {
  const runs = await Promise.all(artefacts.filter(isProbe).map(readProbeRun));
  return {
    dataset: commonDataset(artefacts),
    length: Math.max(1, ...runs.map(({ length }) => length)),
    probes: probesByNetwork(runs).flatMap(stateProbes),
  };
}
