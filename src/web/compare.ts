/** What can be said of several runs side by side. */
import type { ForecastComparison } from "../report/forecast_comparison.ts";
import { pairOf } from "./findings.ts";
import type { ProfileReport } from "./report_library.ts";
import type { Run } from "./runs.ts";

/** A published test of two forecasters. */
export type PairTest = ForecastComparison["dieboldMariano"]["pairs"][number] & {
  /** The profile whose windows it is about. */
  readonly profile: string;
};

/** The published tests of each pair of different forecasters among runs of one profile. */
export function pairTests(
  runs: readonly Run[],
  reports: readonly ProfileReport[],
): readonly PairTest[] {
  return reports.flatMap(({ profile, results }) => {
    const comparison = results.experiments["Q7-a"];
    const models = [
      ...new Set(runs.filter((run) => run.profile === profile).map(({ model }) => model)),
    ];
    if (comparison === undefined) return [];
    return models.flatMap((a, i) =>
      models.slice(i + 1).flatMap((b) => {
        const pair = pairOf(comparison, a, b);
        return pair === undefined ? [] : [{ ...pair, profile }];
      })
    );
  });
}
