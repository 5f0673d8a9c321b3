/** What a claim demands of a statistic, declared before results are seen: sides of a threshold, in words and as a judge. */
import type { Estimate } from "./estimate.ts";

/** How one demand ended. */
export type Judgement = "supported" | "refuted" | "inconclusive";

/** A demand on an estimate. */
export interface Predicate {
  /** In words: `above 0`. */
  readonly words: string;
  /** Supported when the whole interval meets the demand, refuted when none of it does, else inconclusive. */
  judge(estimate: Estimate): Judgement;
}

function number(value: number): string {
  return String(value).replace("-", "−");
}

/** More than `threshold`. */
export function above(threshold: number): Predicate {
  return {
    words: `above ${number(threshold)}`,
    judge({ low, high }) {
      if (low === null || high === null) return "inconclusive";
      return low > threshold ? "supported" : high <= threshold ? "refuted" : "inconclusive";
    },
  };
}

/** Less than `threshold`. */
export function below(threshold: number): Predicate {
  return {
    words: `below ${number(threshold)}`,
    judge({ low, high }) {
      if (low === null || high === null) return "inconclusive";
      return high < threshold ? "supported" : low >= threshold ? "refuted" : "inconclusive";
    },
  };
}

/** From `least` to `most`: equivalence within a margin, in the way of two one-sided tests. */
export function within(least: number, most: number): Predicate {
  return {
    words: least === most
      ? `exactly ${number(least)}`
      : `within ${number(least)} to ${number(most)}`,
    judge({ low, high }) {
      if (low === null || high === null) return "inconclusive";
      if (low >= least && high <= most) return "supported";
      return high < least || low > most ? "refuted" : "inconclusive";
    },
  };
}

/** All demands together: refuted by one, supported by all. */
export function conjunction(judgements: readonly Judgement[]): Judgement {
  if (judgements.includes("refuted")) return "refuted";
  return judgements.every((judgement) => judgement === "supported") ? "supported" : "inconclusive";
}
