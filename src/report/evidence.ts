/** Lookups in results for claims. What is absent ends a claim as "not run". */
import type { CausalityRun, Imputer } from "./direction.ts";
import { type Estimate, ofProportion, overSeeds, pairedProportions } from "./estimate.ts";
import type { GateBehaviour } from "./gate_behaviour.ts";
import type { GradientCurve, GradientProbe } from "./gradient_flow.ts";
import { paired } from "./paired.ts";
import type { Experiments } from "./parts.ts";
import { type Classifier, classifierName } from "./review_lengths.ts";
import type { StateProbe } from "./state_dynamics.ts";
import type { TrainedModel } from "./trained_model.ts";

/** Thrown where results lack what a claim rests on. */
export class MissingEvidence extends Error {
  /** What is lacking, in words. */
  readonly what: string;

  /**
   * Names what is missing.
   * @param what is lacking, in words
   */
  constructor(what: string) {
    super(`Cannot judge the claim: no ${what}`);
    this.name = "MissingEvidence";
    this.what = what;
  }
}

function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new MissingEvidence(what);
  return value;
}

/** Ids of the jobs of several groups. */
export function jobsOf(
  ...groups: readonly { readonly runs: readonly { readonly job: string }[] }[]
): string[] {
  return [...new Set(groups.flatMap(({ runs }) => runs.map(({ job }) => job)))];
}

/** A forecaster of Q7-a, Q7-e, or of Q7-c at a window. */
export function forecaster(
  experiments: Experiments,
  part: "Q7-a" | "Q7-c" | "Q7-e",
  model: string,
  window?: number,
): TrainedModel {
  const models = part === "Q7-c"
    ? experiments[part]?.lengths.find((length) => length.window === window)?.models
    : experiments[part]?.models;
  const what = `${model} of ${part}${window === undefined ? "" : ` at ${window}`}`;
  return present(models?.find((item) => item.model === model), what);
}

/** One value for each seed that two groups of runs share. */
export function overPairs<A extends { readonly seed: number }, B extends { readonly seed: number }>(
  a: readonly A[],
  b: readonly B[],
  valueOf: (a: A, b: B) => number,
): Estimate {
  const values = paired(a, b, valueOf);
  if (values.length === 0) throw new MissingEvidence("seed that both have run");
  return overSeeds(values);
}

/** A classifier of Q6-A. */
export function classifier(
  experiments: Experiments,
  model: string,
  length: number,
  padding: string,
  factor: string | null = null,
): Classifier {
  const name = classifierName({ model, length, padding, factor });
  const found = experiments["Q6-A"]?.classifiers.find((item) => item.name === name);
  return present(found, `${name} of Q6-A`);
}

/** The changed trainings of Q6-A. */
export function factors(experiments: Experiments): Classifier[] {
  const changed = experiments["Q6-A"]?.classifiers.filter(({ factor }) => factor !== null) ?? [];
  if (changed.length === 0) throw new MissingEvidence("changed training of Q6-A");
  return changed;
}

/** Accuracy of a classifier, 0 … 1. */
export function accuracy(experiments: Experiments, { accuracy, runs }: Classifier): Estimate {
  const reviews = present(experiments["Q6-A"], "Q6-A").reviews;
  return ofProportion(accuracy, reviews, runs.map((run) => run.accuracy));
}

/**
 * Accuracy of `a` minus that of `b`, 0 … 1: over seeds where both have several, over reviews where they share one seed
 * and were tested against each other.
 */
export function accuracyGain(experiments: Experiments, a: Classifier, b: Classifier): Estimate {
  const { pairs, reviews } = present(experiments["Q6-A"], "Q6-A");
  const seeded = (runs: Classifier["runs"]) =>
    runs.flatMap((run) => (run.seed === null ? [] : [{ ...run, seed: run.seed }]));
  const gain = overPairs(seeded(a.runs), seeded(b.runs), (x, y) => x.accuracy - y.accuracy);
  if (gain.count > 1) return gain;
  for (const pair of pairs) {
    const test = pair.tests[0];
    if (test === undefined || pair.tests.length > 1) continue;
    if (pair.a === a.name && pair.b === b.name) {
      return pairedProportions(test.onlyA, test.onlyB, reviews);
    }
    if (pair.a === b.name && pair.b === a.name) {
      return pairedProportions(test.onlyB, test.onlyA, reviews);
    }
  }
  return gain;
}

/** The gradient of a trained network on full reviews, padding after the text: its curves, one a seed. */
export function gradient(
  experiments: Experiments,
  model: string,
): { runs: GradientProbe["runs"]; curves: GradientCurve[] } {
  const probe = experiments["Q6-B"]?.probes
    .find((item) => item.model === model && item.padding === "post");
  const { runs } = present(probe, `${model} of Q6-B`);
  const curves = runs.flatMap(({ curves }) =>
    curves.filter(({ weights, reviews }) => weights === "trained" && reviews === "full")
  );
  if (curves.length === 0) throw new MissingEvidence(`full reviews for ${model} of Q6-B`);
  return { runs, curves };
}

/** A state of a trained network, padding after the text. */
export function state(experiments: Experiments, model: string, name: "h" | "c"): StateProbe {
  const found = experiments["Q6-C"]?.probes.find((probe) =>
    probe.model === model && probe.state === name && probe.padding === "post" &&
    probe.weights === "trained"
  );
  return present(found, `${model} ${name} of Q6-C`);
}

/** Values of every seed, or missing evidence where one has none. */
export function everySeed(values: readonly (number | null)[], what: string): Estimate {
  return overSeeds(values.map((value) => present(value ?? undefined, what)));
}

/** The gates of a cell. */
export function gates(
  experiments: Experiments,
  model: string,
): GateBehaviour["models"][number] {
  const found = experiments["Q7-b"]?.models.find((item) => item.model === model);
  return present(found, `${model} of Q7-b`);
}

/** The causality probes of a model. */
export function causality(
  experiments: Experiments,
  model: string,
): { readonly runs: readonly CausalityRun[] } {
  const found = experiments["Q7-d"]?.causality.find((item) => item.model === model);
  return present(found, `causality probe of ${model} of Q7-d`);
}

/** A way to fill gaps. */
export function imputer(experiments: Experiments, model: string): Imputer {
  const found = experiments["Q7-d"]?.imputation.find((item) => item.model === model);
  return present(found, `imputation by ${model} of Q7-d`);
}
