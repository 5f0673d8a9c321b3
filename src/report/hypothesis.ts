/** The kinds of statistical test that claims are made of. Each takes one value a seed, or an estimate, and a predicate. */
import { type Estimate, overSeeds } from "./estimate.ts";
import { fitLine } from "./line_fit.ts";
import { above, type Judgement, type Predicate, within } from "./predicate.ts";

/** The kind of a test. */
export type TestKind = "trend" | "difference" | "equivalence" | "ratio" | "ranking" | "bound";

/** One demand of a claim, with what was found. */
export interface ClaimTest {
  /** Kind of the test. */
  readonly kind: TestKind;
  /** What was measured, in words. */
  readonly statistic: string;
  /** What the claim demands, in words. */
  readonly predicate: string;
  /** What was found. */
  readonly estimate: Estimate;
  /** How the demand ended. */
  readonly judgement: Judgement;
  /** Ids of the jobs that it rests on. */
  readonly jobs: readonly string[];
}

/** What a test is about. */
export interface Subject {
  /** The statistic in words. */
  readonly statistic: string;
  /** Ids of the jobs that it rests on. */
  readonly jobs: readonly string[];
}

function test(
  kind: TestKind,
  { statistic, jobs }: Subject,
  estimate: Estimate,
  predicate: Predicate,
): ClaimTest {
  const judgement = predicate.judge(estimate);
  return { kind, statistic, predicate: predicate.words, estimate, judgement, jobs };
}

/** Slope of the least-squares line through one series a seed, over the same places `xs`. */
export function trend(
  subject: Subject,
  xs: readonly number[],
  series: readonly (readonly number[])[],
  predicate: Predicate,
): ClaimTest {
  const slopes = series.map((ys) => fitLine(xs, ys)!.slope);
  return test("trend", subject, overSeeds(slopes), predicate);
}

/** A difference of two things. */
export function difference(subject: Subject, found: Estimate, predicate: Predicate): ClaimTest {
  return test("difference", subject, found, predicate);
}

/** Two things alike: a difference, or a distance from a fixed value, no larger than `margin` on either side of `centre`. */
export function equivalence(
  subject: Subject,
  found: Estimate,
  margin: number,
  centre = 0,
): ClaimTest {
  const round = (value: number): number => Number(value.toPrecision(9));
  return test(
    "equivalence",
    subject,
    found,
    within(round(centre - margin), round(centre + margin)),
  );
}

/** A quotient of two things. */
export function ratio(subject: Subject, found: Estimate, predicate: Predicate): ClaimTest {
  return test("ratio", subject, found, predicate);
}

/** A single thing against a bound. */
export function bound(subject: Subject, found: Estimate, predicate: Predicate): ClaimTest {
  return test("bound", subject, found, predicate);
}

/** An order of things: each by more than zero above the one before it. */
export function ranking(
  steps: readonly { readonly subject: Subject; readonly found: Estimate }[],
): ClaimTest[] {
  return steps.map(({ subject, found }) => test("ranking", subject, found, above(0)));
}
