/** What results say, in sentences that anyone can check against the table beside them. */
import type { ForecastComparison, PairResult } from "../report/forecast_comparison.ts";
import { capital, fixed, grouped, probability } from "../report/markdown.ts";
import type { ReviewLengths } from "../report/review_lengths.ts";
import { BAG_OF_WORDS } from "../report/review_run.ts";
import { Q6_A_ACCURACY } from "../report/study.ts";
import { printedTwice } from "./study_parts.ts";

/** A finding. */
export interface Finding {
  /** The finding in a few words. */
  readonly headline: string;
  /** The numbers behind it. */
  readonly detail: string;
}

/** Two-sided probability below which a difference is taken to be more than chance. */
export const SIGNIFICANT = 0.05;

/** The test of two forecasters in either order. */
export function pairOf(
  { dieboldMariano }: ForecastComparison,
  a: string,
  b: string,
): PairResult | undefined {
  return dieboldMariano.pairs.find((pair) =>
    (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a)
  );
}

/** `p = 0.0123` or `p < 0.0001`, which no line break tears apart. */
export function pText(value: number): string {
  const text = probability(value);
  return (text.startsWith("<") ? `p ${text}` : `p = ${text}`).replaceAll(" ", "\u00a0");
}

function against(comparison: ForecastComparison, baseline: string): Finding[] {
  const best = [...comparison.models].sort((a, b) => a.test.mse.mean - b.test.mse.mean)[0];
  const other = comparison.baselines.find(({ model }) => model === baseline);
  if (best === undefined || other === undefined) return [];
  const pair = pairOf(comparison, best.model, baseline);
  if (pair === undefined) return [];
  const better = best.test.mse.mean < other.test.mse;
  const saved = 1 - best.test.mse.mean / other.test.mse;
  const clear = pair.probability < SIGNIFICANT;
  const headline = !clear
    ? `No network is clearly better than ${baseline}`
    : better
    ? `The best network saves ${fixed(saved * 100, 1)}% of the squared error of ${baseline}`
    : `${capital(baseline)} beats every network`;
  return [{
    headline,
    detail: `${best.model}, the best, has a test MSE of ${fixed(best.test.mse.mean, 4)}; ` +
      `${baseline}, with ${grouped(other.parameters)} coefficients, has ${
        fixed(other.test.mse, 4)
      } (Diebold–Mariano, ${pText(pair.probability)}).`,
  }];
}

/** Forecasters of a small absolute error need not be those of a small squared one. */
function absolute({ models, baselines }: ForecastComparison): Finding[] {
  const persistence = baselines.find(({ model }) => model === "persistence");
  const best = [...models].sort((a, b) => a.test.mae.mean - b.test.mae.mean)[0];
  if (persistence === undefined || best === undefined) return [];
  const worse = best.test.mae.mean > persistence.test.mae;
  return [{
    headline: worse
      ? "By absolute error, the last value seen is the best forecast"
      : "By absolute error too, the best network beats the last value seen",
    detail:
      `Persistence errs by ${fixed(persistence.test.maeKw, 3)} kW on average, ${best.model}, ` +
      `the best network by that measure, by ${fixed(best.test.maeKw.mean, 3)} kW. ` +
      (worse
        ? "Networks trained on the squared error pay for rare jumps with small errors in calm hours. "
        : "") +
      "The study has no such baseline.",
  }];
}

function networks(comparison: ForecastComparison): Finding[] {
  const trained = comparison.models.map(({ model }) => model);
  const pairs = comparison.dieboldMariano.pairs
    .filter(({ a, b }) => trained.includes(a) && trained.includes(b));
  if (pairs.length === 0) return [];
  const clear = pairs.filter(({ probability }) => probability < SIGNIFICANT);
  const verb = clear.length === 1 ? "differs" : "differ";
  return [{
    headline:
      `${clear.length} of ${pairs.length} pairs of trained networks ${verb} by more than chance`,
    detail: clear.length === 0
      ? "On these windows, each could stand for any other."
      : `${
        clear.map(({ a, b, meanDifferential, probability }) =>
          `${meanDifferential < 0 ? a : b} beats ${meanDifferential < 0 ? b : a} (${
            pText(probability)
          })`
        ).join("; ")
      }. The probabilities are not adjusted for their number, and are about these trained networks: other seeds may end otherwise.`,
  }];
}

function spread(): Finding {
  const printed = printedTwice("SimpleRNN").map((value) => fixed(value, 4));
  return {
    headline: "The study’s single runs scatter more than most effects it reports",
    detail:
      `It prints the same SimpleRNN, with the same window of 60, at ${printed.join(" and at ")}; ` +
      "a difference between two models that is smaller than that says nothing.",
  };
}

/** Reviews of the greatest length, read with padding on either side. */
function padding(reviews: ReviewLengths): Finding[] {
  const plain = reviews.classifiers.filter(({ factor }) => factor === null);
  const longest = Math.max(...plain.map(({ length }) => length));
  const of = (side: string) =>
    plain.find(({ model, length, padding }) =>
      model === "LSTM" && length === longest && padding === side
    )?.accuracy;
  const after = of("post"), before = of("pre");
  if (after === undefined || before === undefined) return [];
  const percent = (share: number): string => `${fixed(100 * share, 1)}%`;
  const printed = Q6_A_ACCURACY.find(({ length }) => length === longest)?.LSTM;
  const words = plain.find(({ model, length }) => model === BAG_OF_WORDS && length === longest);
  return [{
    headline: before.low > after.high
      ? `At ${longest} tokens the LSTM reads well with padding before the text, not with padding after it`
      : `At ${longest} tokens, where the padding stands makes no clear difference to the LSTM`,
    detail:
      `With padding after the text it classifies ${
        percent(after.mean)
      } of the reviews rightly, with padding before it ${percent(before.mean)}.` +
      (printed === undefined ? "" : ` The study has ${fixed(printed, 1)}%.`) +
      (words === undefined ? "" : ` A bag of words has ${percent(words.accuracy.mean)}.`),
  }];
}

/** The findings of Q6-A. */
export function reviewFindings(reviews: ReviewLengths | undefined): Finding[] {
  return reviews === undefined ? [] : padding(reviews);
}

/** The findings of Q7-a, the plainest first. */
export function forecastFindings(comparison: ForecastComparison): Finding[] {
  return [
    ...against(comparison, "linear autoregression"),
    ...absolute(comparison),
    ...networks(comparison),
    spread(),
  ];
}
