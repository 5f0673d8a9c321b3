/** Q6-B: how much of the loss' gradient reaches each step of a sentiment classifier. */
import { z } from "zod";
import type { Artefact, Schema } from "./artefact.ts";
import { type Interval, intervalSchema, meanInterval } from "./interval.ts";
import { type JobRef, jobRef, jobRefSchema, sha256Schema } from "./job_ref.ts";
import { fitLine } from "./line_fit.ts";
import { commonDataset } from "./part.ts";
import { isProbe, type ProbeRun, probesByNetwork, readProbeRun } from "./probe_run.ts";

/** Steps that the study prints, counted from 0. */
export const PRINTED_STEPS = [10, 100, 190] as const;
/** The smallest number above zero of the engine's 32 bits: stands for a magnitude that has become zero. */
const SMALLEST = 1.401298464324817e-45;

/** The gradient by step for one kind of weights and reviews, of one seed. */
export interface GradientCurve {
  /** Before or after training. */
  readonly weights: "initial" | "trained";
  /** Reviews that fill the sequence, or those with padding. */
  readonly reviews: "full" | "padded";
  /** Number of reviews. */
  readonly count: number;
  /** Magnitude at the steps that the study prints. */
  readonly printed: readonly number[];
  /** log₁₀ of early over late magnitude, steps 10 and 190. */
  readonly logRatio: number;
  /** log₁₀ of the largest over the smallest magnitude of all steps. */
  readonly logRange: number;
  /** Rise of log₁₀ of the magnitude for each step, over steps whose magnitude is not zero; `null` for fewer than two. */
  readonly slope: number | null;
  /** How straight that line is. */
  readonly rSquared: number | null;
  /** How many steps it is fitted to: those whose magnitude is not zero in 32 bits. */
  readonly fitted: number;
}

/** A network's gradients over its seeds. */
export interface GradientProbe {
  /** Where padding goes. */
  readonly padding: string;
  /** Name of the cell. */
  readonly model: string;
  /** One entry a seed, ascending. */
  readonly runs: readonly (JobRef & {
    /** Seed of the training. */
    readonly seed: number;
    /**
     * log₁₀ ‖W_hh‖₂ of a SimpleRNN, before and after training. A step back multiplies the gradient by that norm at most, so
     * the slope has to be its negative at least.
     */
    readonly logNorm: { readonly initial: number | null; readonly trained: number | null };
    /** What was measured. */
    readonly curves: readonly GradientCurve[];
  })[];
  /** log₁₀ of the magnitude by step, averaged over seeds. */
  readonly means: readonly {
    /** Before or after training. */
    readonly weights: "initial" | "trained";
    /** Which reviews. */
    readonly reviews: "full" | "padded";
    /** By step. */
    readonly logMagnitude: readonly number[];
    /** Slope over the seeds; `null` where a seed has none. */
    readonly slope: Interval | null;
    /** log₁₀ of early over late magnitude over the seeds. */
    readonly logRatio: Interval;
  }[];
}

/** Q6-B as `results.json` holds it. */
export interface GradientFlow {
  /** Canonical data set of reviews. */
  readonly dataset: string;
  /** Steps of a sequence. */
  readonly length: number;
  /** By padding and cell. */
  readonly probes: readonly GradientProbe[];
  /** Trainings that this part alone asked for. */
  readonly trainings: readonly JobRef[];
}

const kind = {
  weights: z.enum(["initial", "trained"]),
  reviews: z.enum(["full", "padded"]),
};

/** Form of `GradientFlow` in `results.json`. */
export const gradientFlowSchema: Schema<GradientFlow> = z.strictObject({
  dataset: z.string(),
  length: z.int().positive(),
  probes: z.array(z.strictObject({
    padding: z.string(),
    model: z.string(),
    runs: z.array(z.strictObject({
      seed: z.int().nonnegative(),
      job: z.string(),
      key: sha256Schema as z.ZodType<string>,
      weights: (sha256Schema as z.ZodType<string>).nullable(),
      logNorm: z.strictObject({ initial: z.number().nullable(), trained: z.number().nullable() }),
      curves: z.array(z.strictObject({
        ...kind,
        count: z.int().nonnegative(),
        printed: z.array(z.number()),
        logRatio: z.number(),
        logRange: z.number(),
        slope: z.number().nullable(),
        rSquared: z.number().nullable(),
        fitted: z.int().nonnegative(),
      })),
    })).min(1),
    means: z.array(z.strictObject({
      ...kind,
      logMagnitude: z.array(z.number()),
      slope: (intervalSchema as z.ZodType<Interval>).nullable(),
      logRatio: intervalSchema as z.ZodType<Interval>,
    })),
  })),
  trainings: z.array(jobRefSchema as z.ZodType<JobRef>),
});

/** The gradients of reviews that exist; a kind of review may be missing from a small test part. */
function measured(run: ProbeRun): ProbeRun["gradients"] {
  return run.gradients.filter(({ count }) => count > 0);
}

function logs(magnitude: readonly (number | null)[]): number[] {
  return magnitude.map((value) => Math.log10(Math.max(value ?? 0, SMALLEST)));
}

function curve({ weights, reviews, count, magnitude }: ProbeRun["gradients"][number]) {
  const logMagnitude = logs(magnitude);
  const steps = magnitude.flatMap((value, t) => (value ? [t] : []));
  const line = fitLine(steps, steps.map((t) => logMagnitude[t]!));
  const last = magnitude.length - 1;
  const [early, , late] = PRINTED_STEPS.map((t) => logMagnitude[Math.min(t, last)]!);
  return {
    weights,
    reviews,
    count,
    printed: PRINTED_STEPS.map((t) => magnitude[Math.min(t, last)] ?? 0),
    logRatio: early! - late!,
    logRange: Math.max(...logMagnitude) - Math.min(...logMagnitude),
    slope: line?.slope ?? null,
    rSquared: line?.rSquared ?? null,
    fitted: steps.length,
  };
}

function gradientProbe(group: readonly ProbeRun[]): GradientProbe {
  const runs = group.map((run) => {
    const { job, key, weights, seed, recurrentNorm } = run;
    const log = (norm: number | null): number | null => (norm === null ? null : Math.log10(norm));
    const logNorm = { initial: log(recurrentNorm.initial), trained: log(recurrentNorm.trained) };
    return { job, key, weights, seed, logNorm, curves: measured(run).map(curve) };
  });
  const means = measured(group[0]!).map(({ weights, reviews }) => {
    const own = group.flatMap((run) =>
      measured(run).filter((item) => item.weights === weights && item.reviews === reviews)
    );
    const series = own.map(({ magnitude }) => logs(magnitude)), curves = own.map(curve);
    const slopes = curves.flatMap(({ slope }) => slope ?? []);
    return {
      weights,
      reviews,
      logMagnitude: series[0]!.map((_, t) =>
        series.reduce((sum, values) => sum + values[t]!, 0) / series.length
      ),
      slope: slopes.length === curves.length ? meanInterval(slopes) : null,
      logRatio: meanInterval(curves.map(({ logRatio }) => logRatio)),
    };
  });
  return { padding: group[0]!.padding, model: group[0]!.model, runs, means };
}

/**
 * Gathers the probes of Q6-B.
 * @throws CliError when an artefact is incomplete
 */
export async function readGradientFlow(artefacts: readonly Artefact[]): Promise<GradientFlow> {
  const runs = await Promise.all(artefacts.filter(isProbe).map(readProbeRun));
  return {
    dataset: commonDataset(artefacts),
    length: Math.max(1, ...runs.map(({ length }) => length)),
    probes: probesByNetwork(runs).map(gradientProbe),
    trainings: artefacts.filter((artefact) => !isProbe(artefact)).map(jobRef)
      .sort((a, b) => (a.job < b.job ? -1 : 1)),
  };
}
