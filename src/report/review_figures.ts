import { lineChart } from "./line_chart.ts";
import { fixed } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import type { Classifier, ReviewLengths } from "./review_lengths.ts";
import { BAG_OF_WORDS } from "./review_run.ts";
import type { Figures } from "./svg.ts";

/** The two networks of Q6-A. */
export const NETWORKS = ["SimpleRNN", "LSTM"] as const;
/** What a padding mode is called in words, by its name in job ids. */
export const PADDING_WORDS: Readonly<Record<string, string>> = {
  post: "padding after",
  pre: "padding before",
  "true-last": "true last token",
};

/** The same in the few letters that fit at the end of a line. */
const SHORT_WORDS: Readonly<Record<string, string>> = {
  post: "pad after",
  pre: "pad before",
  "true-last": "true last",
};

function line(name: string, classifiers: readonly Classifier[]) {
  const points = classifiers.map(({ length, accuracy: { mean, low, high } }) => ({
    x: length,
    y: 100 * mean,
    low: 100 * low,
    high: 100 * high,
  }));
  return points.length === 0 ? [] : [{ name, points }];
}

/** Accuracy by length, one figure for each network that was trained. */
export function reviewFigures(
  { classifiers }: ReviewLengths,
  label: DataLabel,
): Figures {
  const unchanged = classifiers.filter(({ factor }) => factor === null);
  return Object.fromEntries(NETWORKS.flatMap((network) => {
    const own = unchanged.filter(({ model }) => model === network);
    if (own.length === 0) return [];
    const lines = [
      ...Object.entries(SHORT_WORDS).flatMap(([padding, words]) =>
        line(words, own.filter((classifier) => classifier.padding === padding))
      ),
      ...line(BAG_OF_WORDS, unchanged.filter(({ model }) => model === BAG_OF_WORDS)),
    ];
    const id = `q6-a-${network.toLowerCase()}`;
    const chart = lineChart({
      id,
      title: `${network}: test accuracy by length of the reviews (${label} data)`,
      description: `Accuracy in per cent by tokens of a sequence, with 95% intervals. ${
        lines.map(({ name, points }) =>
          `${name}: ${points.map(({ x, y }) => `${fixed(y, 1)} at ${x}`).join(", ")}.`
        ).join(" ")
      }`,
      xLabel: "tokens of a sequence",
      yLabel: "test accuracy, %; band: 95% interval",
      lines,
    });
    return [[`${id}.svg`, chart]];
  }));
}
