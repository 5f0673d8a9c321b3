/** What several models make of the same seeds, which start them and order their training alike. */
import { type Interval, meanInterval } from "./interval.ts";

/**
 * A value of each seed that both have run, in the order of seeds. Differences within a seed scatter less than the runs
 * themselves where the seed decides a part of both.
 */
export function paired<A extends { readonly seed: number }, B extends { readonly seed: number }>(
  a: readonly A[],
  b: readonly B[],
  valueOf: (a: A, b: B) => number,
): number[] {
  const partners = new Map(b.map((run) => [run.seed, run]));
  return [...a].sort((x, y) => x.seed - y.seed).flatMap((run) => {
    const partner = partners.get(run.seed);
    return partner === undefined ? [] : [valueOf(run, partner)];
  });
}

/** One series of values for each seed that every group has run, in the order of seeds. */
export function seedSeries<Run extends { readonly seed: number | null }>(
  groups: readonly (readonly Run[])[],
  valueOf: (run: Run) => number,
): number[][] {
  const seeds = (groups[0] ?? []).flatMap(({ seed }) => seed ?? []).sort((a, b) => a - b);
  return seeds.flatMap((seed) => {
    const runs = groups.flatMap((group) => group.find((run) => run.seed === seed) ?? []);
    return runs.length === groups.length ? [runs.map(valueOf)] : [];
  });
}

/** A run with a test MSE. */
export interface Scored {
  /** The seed that it started from. */
  readonly seed: number;
  /** Its errors. */
  readonly test: { readonly mse: number };
}

/** Test MSE of `a` relative to that of `b`, minus one, by seed: negative when `a` is better. */
function relativeErrors(a: readonly Scored[], b: readonly Scored[]): number[] {
  return paired(a, b, (x, y) => x.test.mse / y.test.mse - 1);
}

/** Mean of `relativeErrors` with its interval over seeds; `null` when no seed has run both. */
export function relativeError(a: readonly Scored[], b: readonly Scored[]): Interval | null {
  const values = relativeErrors(a, b);
  return values.length === 0 ? null : meanInterval(values);
}
