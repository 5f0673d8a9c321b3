import { ABSENT, anchor, capital, fixed, grouped, link, probability, table } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import type { Proportion } from "./proportion.ts";
import { NETWORKS, PADDING_WORDS } from "./review_figures.ts";
import { type Classifier, classifierName, type ReviewLengths } from "./review_lengths.ts";
import { BAG_OF_WORDS } from "./review_run.ts";
import { Q6_A_ACCURACY } from "./study.ts";
import { type Figures, pictures } from "./svg.ts";

const PADDINGS = Object.keys(PADDING_WORDS);

/** Name of a classifier's group of jobs. */
export function groupName(name: string): string {
  return `Q6-A ${name}`;
}

function inPercent({ mean, low, high }: Proportion): string {
  return `${fixed(100 * mean, 2)} [${fixed(100 * low, 2)}, ${fixed(100 * high, 2)}]`;
}

function accuracyCell(classifier: Classifier | undefined): string {
  if (classifier === undefined) return ABSENT;
  return link(inPercent(classifier.accuracy), anchor("jobs", groupName(classifier.name)));
}

function lengthsOf({ classifiers }: ReviewLengths): number[] {
  return [...new Set(classifiers.map(({ length }) => length))].sort((a, b) => a - b);
}

function accuracyTable(value: ReviewLengths, padding: string): string {
  const find = (model: string, length: number, padding: string | null): Classifier | undefined => {
    const name = classifierName({ model, length, padding, factor: null });
    return value.classifiers.find((classifier) => classifier.name === name);
  };
  const rows = lengthsOf(value).map((length) => {
    const printed = Q6_A_ACCURACY.find((row) => row.length === length);
    return [
      String(length),
      ...NETWORKS.flatMap((network) => [
        accuracyCell(find(network, length, padding)),
        printed ? fixed(printed[network], 2) : ABSENT,
      ]),
      accuracyCell(find(BAG_OF_WORDS, length, null)),
    ];
  });
  return table(
    ["length", "SimpleRNN", "study", "LSTM", "study", BAG_OF_WORDS],
    rows,
    ["r", "r", "r", "r", "r", "r"],
  );
}

/** Difference in points, a − b, with the probability of each seed's test. */
function pairCell({ pairs, classifiers, reviews }: ReviewLengths, a: string, b: string): string {
  const pair = pairs.find((pair) => pair.a === a && pair.b === b);
  if (pair === undefined) return ABSENT;
  const points = pair.tests.map(({ onlyA, onlyB }) => 100 * (onlyA - onlyB) / reviews);
  const mean = points.reduce((sum, value) => sum + value, 0) / points.length;
  const tests = pair.tests.map((test) => probability(test.probability)).join(", ");
  const name = classifiers.find((classifier) => classifier.name === a)!.name;
  const text = `${mean > 0 ? "+" : ""}${fixed(mean, 2)} (p: ${tests})`;
  return link(text, anchor("jobs", groupName(name)));
}

function networkTable(value: ReviewLengths): string {
  const rows = lengthsOf(value).flatMap((length) =>
    PADDINGS.map((padding) => {
      const lstm = classifierName({ model: "LSTM", length, padding, factor: null });
      const simple = classifierName({ model: "SimpleRNN", length, padding, factor: null });
      const bag = classifierName({ model: BAG_OF_WORDS, length, padding: null, factor: null });
      const cells = [simple, bag].map((other) => pairCell(value, lstm, other));
      return [String(length), PADDING_WORDS[padding]!, ...cells];
    })
  );
  const header = ["length", "padding", "LSTM − SimpleRNN", `LSTM − ${BAG_OF_WORDS}`];
  return table(header, rows, ["r", "l", "r", "r"]);
}

function paddingTable(value: ReviewLengths): string {
  const rows = lengthsOf(value).flatMap((length) =>
    NETWORKS.map((model) => {
      const name = (padding: string): string =>
        classifierName({ model, length, padding, factor: null });
      const differences = [["pre", "post"], ["true-last", "post"], ["true-last", "pre"]] as const;
      return [
        String(length),
        model,
        ...differences.map(([a, b]) => pairCell(value, name(a), name(b))),
      ];
    })
  );
  return table(
    ["length", "network", "before − after", "true last − after", "true last − before"],
    rows,
    ["r", "l", "r", "r", "r"],
  );
}

function factorTable(value: ReviewLengths): string {
  const changed = value.classifiers.filter(({ factor }) => factor !== null);
  const [first] = changed;
  const unchanged = PADDINGS.flatMap((padding) => {
    const name = classifierName({ ...first!, padding, factor: null });
    return value.classifiers.filter((classifier) => classifier.name === name);
  });
  const base = classifierName({ ...first!, factor: null });
  const rows = [
    ...unchanged.map((classifier) => [
      "unchanged",
      PADDING_WORDS[classifier.padding!]!,
      accuracyCell(classifier),
      classifier.name === base ? ABSENT : pairCell(value, classifier.name, base),
    ]),
    ...changed.map((classifier) => [
      classifier.factor!,
      PADDING_WORDS[classifier.padding!]!,
      accuracyCell(classifier),
      pairCell(value, classifier.name, base),
    ]),
  ];
  return table(
    ["training", "padding", "accuracy, %", `against unchanged, ${PADDING_WORDS["post"]}`],
    rows,
    ["l", "l", "r", "r"],
  );
}

/** The section on Q6-A: the study's accuracies beside ours for each place of padding, tests of pairs, factors of training. */
export function reviewSection(value: ReviewLengths, label: DataLabel, figures: Figures): string {
  const changed = value.classifiers.find(({ factor }) => factor !== null);
  return [
    "## Q6-A · Length of the reviews",
    `Test accuracy in per cent on ${
      grouped(value.reviews)
    } reviews of \`${value.dataset}\` (${label} data), with its 95% interval: Student's over the seeds, or Wilson's over the ` +
    "reviews where there is one seed. The study does not say where its padding went, so each place has its table.",
    ...PADDINGS.flatMap((padding) => [
      `### ${capital(PADDING_WORDS[padding]!)}`,
      accuracyTable(value, padding),
    ]),
    ...pictures(figures),
    "### Are two classifiers equally good?",
    "Difference of accuracy in points, averaged over seeds, and in brackets the probability of McNemar's exact two-sided test " +
    "for each seed, not adjusted for the number of pairs.",
    networkTable(value),
    paddingTable(value),
    ...(changed === undefined ? [] : [
      `### What helps at ${changed.length} tokens`,
      `The ${changed.model} with padding after the text, where one thing is changed in its training, beside the same network ` +
      "with padding elsewhere.",
      factorTable(value),
    ]),
  ].join("\n\n");
}
