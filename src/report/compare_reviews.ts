import { CliError } from "../core/cli_error.ts";
import type { Artefact } from "./artefact.ts";
import { mcNemar } from "./mcnemar.ts";
import { commonDataset } from "./part.ts";
import { proportionOver } from "./proportion.ts";
import {
  type Classifier,
  classifierName,
  type ClassifierPair,
  type ReviewLengths,
} from "./review_lengths.ts";
import { BAG_OF_WORDS, readReviewRun, type ReviewRun } from "./review_run.ts";

/** The order of reports. */
const MODELS: readonly string[] = ["SimpleRNN", "LSTM", BAG_OF_WORDS];
const PADDINGS: readonly (string | null)[] = ["post", "pre", "true-last", null];
/** Every pair of lengths that a claim sets against each other. */
const LENGTHS = [[50, 200], [50, 400], [200, 400]] as const;

function ordered(runs: readonly ReviewRun[]): ReviewRun[] {
  const factor = (run: ReviewRun): string => run.factor ?? "";
  return [...runs].sort((a, b) =>
    (factor(a) < factor(b) ? -1 : factor(a) > factor(b) ? 1 : 0) || a.length - b.length ||
    PADDINGS.indexOf(a.padding) - PADDINGS.indexOf(b.padding) ||
    MODELS.indexOf(a.model) - MODELS.indexOf(b.model) || (a.seed ?? 0) - (b.seed ?? 0)
  );
}

function classifier(name: string, group: readonly ReviewRun[]): Classifier {
  const { model, length, padding, factor, parameters, targets } = group[0]!;
  return {
    name,
    model,
    length,
    padding,
    factor,
    parameters,
    runs: group.map(({ seed, job, key, weights, accuracy, loss, bestEpoch }) => ({
      seed,
      job,
      key,
      weights,
      accuracy,
      loss,
      bestEpoch,
    })),
    accuracy: proportionOver(group.map(({ accuracy }) => accuracy), targets.length),
  };
}

/** Whether a question of the study sets `a` against `b`; of each two, in one order alone. */
function isAsked(a: Classifier, b: Classifier): boolean {
  const samePlace = a.length === b.length && a.padding === b.padding;
  if (a.factor !== null || b.factor !== null) {
    return a.factor !== null && b.factor === null && a.model === b.model && a.length === b.length;
  }
  if (b.model === BAG_OF_WORDS) return a.model === "LSTM" && a.length === b.length;
  if (a.model !== b.model) return samePlace && a.model === "LSTM" && b.model === "SimpleRNN";
  if (a.padding === b.padding) {
    return LENGTHS.some(([short, long]) => a.length === long && b.length === short);
  }
  return a.length === b.length && PADDINGS.indexOf(a.padding) > PADDINGS.indexOf(b.padding);
}

function testsOf(a: readonly ReviewRun[], b: readonly ReviewRun[]): ClassifierPair["tests"] {
  return a.flatMap((run) => {
    const partner = b.find(({ seed }) => seed === run.seed || seed === null);
    return run.seed === null || partner === undefined
      ? []
      : [{ seed: run.seed, ...mcNemar(run.hits, partner.hits) }];
  });
}

/**
 * Compares the sentiment classifiers of Q6-A from their artefacts.
 * @throws CliError when an artefact is incomplete, or classifiers were tested on different reviews
 */
export async function compareReviews(artefacts: readonly Artefact[]): Promise<ReviewLengths> {
  const runs = ordered(await Promise.all(artefacts.map(readReviewRun)));
  const [first] = runs;
  for (const { job, targets } of runs) {
    const same = targets.length === first!.targets.length &&
      targets.every((target, i) => target === first!.targets[i]);
    if (!same) {
      throw new CliError(`Cannot compare job ${job} with ${first!.job}: their targets differ`);
    }
  }
  const groups = Map.groupBy(runs, classifierName);
  const classifiers = [...groups].map(([name, group]) => classifier(name, group));
  const pairs = classifiers.flatMap((a) =>
    classifiers.filter((b) => a !== b && isAsked(a, b)).map(({ name }): ClassifierPair => ({
      a: a.name,
      b: name,
      tests: testsOf(groups.get(a.name)!, groups.get(name)!),
    }))
  ).filter(({ tests }) => tests.length > 0);
  return { dataset: commonDataset(artefacts), reviews: first!.targets.length, classifiers, pairs };
}
