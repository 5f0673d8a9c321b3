import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import type { ForecastTest, ReviewTest } from "../src/web/compare.ts";
import { pText, SIGNIFICANT } from "../src/web/findings.ts";

/** The published tests of differences, in sentences. */
export function DifferenceTests(
  { forecasts, reviews }: {
    readonly forecasts: readonly ForecastTest[];
    readonly reviews: readonly ReviewTest[];
  },
): JSX.Element {
  if (forecasts.length + reviews.length === 0) {
    return (
      <p>
        There are published tests of two forecasters of Q7-a on the same windows, and of two
        classifiers of Q6-A on the same reviews: choose two different ones of one profile. Two seeds
        of one network differ by the luck of training alone.
      </p>
    );
  }
  return (
    <ul>
      {forecasts.map(({ profile, a, b, meanDifferential, probability }) => (
        <li key={`${profile} ${a} ${b}`}>
          {meanDifferential < 0 ? a : b} has the lower MSE on these windows,{" "}
          {meanDifferential < 0 ? b : a} one higher by {fixed(Math.abs(meanDifferential), 5)}:{" "}
          {probability < SIGNIFICANT ? "more" : "no more"} than chance would give,{" "}
          {pText(probability)} (Diebold–Mariano on the errors averaged over all seeds, profile{" "}
          {profile}).
        </li>
      ))}
      {reviews.flatMap(({ profile, a, b, tests }) =>
        tests.map(({ seed, onlyA, onlyB, probability }) => (
          <li key={`${profile} ${a} ${b} ${seed}`}>
            {a} alone is right on {grouped(onlyA)} reviews, {b} alone on {grouped(onlyB)}:{" "}
            {pText(probability)} (McNemar’s exact test, seed {seed}, profile {profile}).
          </li>
        ))
      )}
    </ul>
  );
}
