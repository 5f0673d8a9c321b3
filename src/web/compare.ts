/** What can be said of several runs side by side. */
import type { Json } from "../core/canonical_json.ts";
import type { ForecastComparison } from "../report/forecast_comparison.ts";
import type { ClassifierPair, ReviewLengths } from "../report/review_lengths.ts";
import { pairOf } from "./findings.ts";
import type { ProfileReport } from "./report_library.ts";
import type { Run } from "./runs.ts";

/** A published test of two forecasters. */
export type ForecastTest = ForecastComparison["dieboldMariano"]["pairs"][number] & {
  /** The profile whose windows it is about. */
  readonly profile: string;
};

/** A published test of two classifiers, seed by seed. */
export type ReviewTest = ClassifierPair & {
  /** The profile whose reviews it is about. */
  readonly profile: string;
};

/** Each two of a list. */
function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [Item, Item] => [a, b]));
}

/** The published Diebold–Mariano tests of each pair of different forecasters of Q7-a among runs of one profile. */
export function forecastTests(
  runs: readonly Run[],
  reports: readonly ProfileReport[],
): readonly ForecastTest[] {
  return reports.flatMap(({ profile, results }) => {
    const comparison = results.experiments["Q7-a"];
    if (comparison === undefined) return [];
    const own = runs.filter((run) => run.profile === profile && run.experiment === "Q7-a");
    return pairs([...new Set(own.map(({ model }) => model))]).flatMap(([a, b]) => {
      const pair = pairOf(comparison, a, b);
      return pair === undefined ? [] : [{ ...pair, profile }];
    });
  });
}

function classifierOf({ classifiers }: ReviewLengths, { key }: Run): string | undefined {
  return classifiers.find(({ runs }) => runs.some((run) => run.key === key))?.name;
}

/** The published McNemar tests of each pair of different classifiers of Q6-A among runs of one profile. */
export function reviewTests(
  runs: readonly Run[],
  reports: readonly ProfileReport[],
): readonly ReviewTest[] {
  return reports.flatMap(({ profile, results }) => {
    const reviews = results.experiments["Q6-A"];
    if (reviews === undefined) return [];
    const names = runs.filter((run) => run.profile === profile)
      .flatMap((run) => classifierOf(reviews, run) ?? []);
    return pairs([...new Set(names)]).flatMap(([x, y]) =>
      reviews.pairs
        .filter(({ a, b }) => (a === x && b === y) || (a === y && b === x))
        .map((pair) => ({ ...pair, profile }))
    );
  });
}

/** A configuration as `path: value` entries, leaf by leaf: `training.epochs` → `12`. */
export function configLeaves(value: Json | undefined, path = ""): [string, string][] {
  if (value === undefined) return [];
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    configLeaves(inner, path === "" ? name : `${path}.${name}`)
  );
}
