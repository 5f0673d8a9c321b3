/** The statistics of data as a page of Markdown with figures: one table a kind of data, one column a data set. */
import type { DataStatistics, DescribedReviews, DescribedSeries } from "./data_statistics.ts";
import { lineChart } from "./line_chart.ts";
import { ABSENT, fixed, grouped, table } from "./markdown.ts";
import { type Drawing, picture } from "./svg.ts";

/** A row's name, and its cell for one data set. */
type Row<Described> = readonly [name: string, cell: (data: Described) => string];

const LAG_NAMES: Readonly<Record<number, string>> = { 1440: "a day", 10080: "a week" };
const per1000 = (count: number, minutes: number): string => fixed(1000 * count / minutes, 1);
const perCent = (share: number, decimals = 1): string => `${fixed(100 * share, decimals)}%`;

function columns<Described extends { dataset: string; label: string }>(
  sets: readonly Described[],
  rows: readonly Row<Described>[],
): string {
  return table(
    ["statistic", ...sets.map(({ dataset, label }) => `\`${dataset}\`, **${label}**`)],
    rows.map(([name, cell]) => [name, ...sets.map(cell)]),
    ["l", ...sets.map(() => "r" as const)],
  );
}

/** The value at one place of a list of them, or nothing. */
function valueAt(list: readonly { at: number; value: number }[], place: number): string {
  const found = list.find(({ at }) => at === place);
  return found === undefined ? ABSENT : fixed(found.value, 3);
}

function powerTable(sets: readonly DescribedSeries[]): string {
  const { quantiles, autocorrelation } = sets[0]!.statistics;
  return columns(sets, [
    ["minutes", ({ statistics }) => grouped(statistics.minutes)],
    ["missing", ({ statistics: { missing, minutes } }) => perCent(missing.minutes / minutes, 2)],
    [
      "gaps, the longest",
      ({ statistics: { missing } }) => `${missing.gaps}, ${grouped(missing.longest)} min`,
    ],
    ["mean, kW", ({ statistics }) => fixed(statistics.mean, 3)],
    ["standard deviation, kW", ({ statistics }) => fixed(statistics.standardDeviation, 3)],
    ["skewness", ({ statistics }) => fixed(statistics.skewness, 2)],
    ["maximum, kW", ({ statistics }) => fixed(statistics.maximum, 2)],
    ...quantiles.map(({ at }): Row<DescribedSeries> => [
      `${at}% quantile, kW`,
      ({ statistics }) => valueAt(statistics.quantiles, at),
    ]),
    ...autocorrelation.map(({ at }): Row<DescribedSeries> => [
      `autocorrelation at ${LAG_NAMES[at] ?? `${at} min`}`,
      ({ statistics }) => valueAt(statistics.autocorrelation, at),
    ]),
    [
      "persistence, MSE on standardised values",
      ({ statistics }) => fixed(statistics.persistence.meanSquaredError, 4),
    ],
    [
      "persistence, MAE on standardised values",
      ({ statistics }) => fixed(statistics.persistence.meanAbsoluteError, 4),
    ],
    ...(["rise", "fall", "peak"] as const).flatMap((kind): Row<DescribedSeries>[] => [
      [
        `${kind}s by threshold, in 1,000 minutes`,
        ({ thresholdChanges, statistics }) => per1000(thresholdChanges[kind], statistics.minutes),
      ],
      [
        `${kind}s on record, in 1,000 minutes`,
        ({ trueChanges, statistics }) =>
          trueChanges === null ? ABSENT : per1000(trueChanges[kind], statistics.minutes),
      ],
    ]),
  ]);
}

function hourTable(sets: readonly DescribedSeries[]): string {
  return columns(
    sets,
    sets[0]!.statistics.dailyProfile.map((_, hour): Row<DescribedSeries> => [
      `mean from ${hour}:00, kW`,
      ({ statistics }) => fixed(statistics.dailyProfile[hour]!, 3),
    ]),
  );
}

function lengthTable(sets: readonly DescribedReviews[]): string {
  const classes = sets[0]!.statistics.length.histogram;
  return columns(
    sets,
    classes.map(({ from }, i): Row<DescribedReviews> => [
      `${grouped(from)} ${i + 1 < classes.length ? `to ${classes[i + 1]!.from - 1}` : "and more"}`,
      ({ statistics }) => perCent(statistics.length.histogram[i]!.share),
    ]),
  );
}

function reviewTable(sets: readonly DescribedReviews[]): string {
  const { length, coverage } = sets[0]!.statistics;
  return columns(sets, [
    ...(["train", "test"] as const).map((split): Row<DescribedReviews> => [
      `${split}: negative, positive`,
      ({ statistics: { counts } }) =>
        `${grouped(counts[split].neg)}, ${grouped(counts[split].pos)}`,
    ]),
    ["tokens in a review, mean", ({ statistics }) => fixed(statistics.length.mean, 1)],
    [
      "shortest, longest",
      ({ statistics: { length } }) => `${length.shortest}, ${grouped(length.longest)}`,
    ],
    ...length.quantiles.map(({ at }): Row<DescribedReviews> => [
      `${at}% quantile of tokens`,
      ({ statistics }) =>
        String(statistics.length.quantiles.find((item) => item.at === at)?.tokens ?? ABSENT),
    ]),
    ["different tokens", ({ statistics }) => grouped(statistics.distinctTokens)],
    ...coverage.map(({ size }): Row<DescribedReviews> => [
      `test tokens known to ${grouped(size)} ids`,
      ({ statistics }) => {
        const found = statistics.coverage.find((item) => item.size === size);
        return found === undefined ? ABSENT : perCent(found.share);
      },
    ]),
    [
      "negations in 1,000 tokens",
      ({ statistics }) => fixed(statistics.negations.perThousandTokens, 2),
    ],
    ["reviews with a negation", ({ statistics }) => perCent(statistics.negations.shareOfReviews)],
    [
      "contrasts in 1,000 tokens",
      ({ statistics }) => fixed(statistics.contrasts.perThousandTokens, 2),
    ],
    ["reviews with a contrast", ({ statistics }) => perCent(statistics.contrasts.shareOfReviews)],
    ["tokens in a sentence", ({ statistics }) => fixed(statistics.tokensPerSentence, 1)],
    [
      "texts that occur before, also across parts",
      ({ statistics: { repeated } }) => `${repeated.all}, ${repeated.acrossParts}`,
    ],
    [
      "pieces of evidence in a review",
      ({ evidence }) => evidence === null ? ABSENT : fixed(evidence.perReview, 1),
    ],
    ...(["plain", "negated", "conceded", "decisive"] as const).map((
      kind,
    ): Row<DescribedReviews> => [
      `evidence, ${kind}`,
      ({ evidence }) => evidence === null ? ABSENT : grouped(evidence.counts[kind]),
    ]),
    ...(sets.find(({ evidence }) => evidence !== null)?.evidence?.ceiling ?? []).map((
      { tokens },
    ): Row<DescribedReviews> => [
      `best accuracy from the first ${tokens} tokens`,
      ({ evidence }) => {
        const found = evidence?.ceiling.find((item) => item.tokens === tokens);
        return found === undefined ? ABSENT : perCent(found.accuracy);
      },
    ]),
  ]);
}

/** Files of figures. */
export type DataFigure =
  | "power-by-hour.svg"
  | "power-quantiles.svg"
  | "review-histogram.svg"
  | "review-lengths.svg";

/** A curve of each data set, without bands. */
function curves<Described extends { dataset: string; label: string }>(
  sets: readonly Described[],
  chart: { id: string; title: string; xLabel: string; yLabel: string },
  pointsOf: (data: Described) => readonly (readonly [x: number, y: number])[],
): Drawing {
  const lines = sets.map((data) => ({
    name: data.label,
    points: pointsOf(data).map(([x, y]) => ({ x, y, low: y, high: y })),
  }));
  const description = lines.map(({ name, points }) =>
    `${name}: ${points.map(({ x, y }) => `${fixed(y, 2)} at ${x}`).join(", ")}.`
  ).join(" ");
  return lineChart({ ...chart, description, lines });
}

/** Figures by file name. */
export function dataFigures({ power, reviews }: DataStatistics): Record<DataFigure, Drawing> {
  return {
    "power-by-hour.svg": curves(power, {
      id: "power-by-hour",
      title: "Mean power by hour of the day, simulated and real",
      xLabel: "hour of the day",
      yLabel: "mean power, kW",
    }, ({ statistics }) => statistics.dailyProfile.map((kilowatts, hour) => [hour, kilowatts])),
    "power-quantiles.svg": curves(power, {
      id: "power-quantiles",
      title: "Quantiles of power, simulated and real",
      xLabel: "per cent of the minutes",
      yLabel: "at most so many kW",
    }, ({ statistics }) => statistics.quantiles.map(({ at, value }) => [at, value])),
    "review-histogram.svg": curves(
      reviews,
      {
        id: "review-histogram",
        title: "Reviews by length, simulated and real",
        xLabel: "tokens, in classes of 100 from here; the last is open",
        yLabel: "per cent of the reviews",
      },
      ({ statistics }) => statistics.length.histogram.map(({ from, share }) => [from, 100 * share]),
    ),
    "review-lengths.svg": curves(reviews, {
      id: "review-lengths",
      title: "Length of reviews, simulated and real",
      xLabel: "per cent of the reviews",
      yLabel: "at most so many tokens",
    }, ({ statistics }) => statistics.length.quantiles.map(({ at, tokens }) => [at, tokens])),
  };
}

/** `report.md` of `reports/data/`, which shows the figures beside it. */
export function dataPage(statistics: DataStatistics): string {
  const sets = [...statistics.power, ...statistics.reviews];
  const figures = dataFigures(statistics);
  const shown = (name: DataFigure): string => picture(`figures/${name}`, figures[name]);
  return `${
    [
      "# Simulated data beside real data",
      "The quick profile runs on data that this project simulates. They were tuned by hand until the numbers below came close to " +
      "those of the real data, and they stay a caricature: judge for yourself how alike they are. What was simulated says " +
      "nothing about real households or reviews.",
      table(
        ["data set", "origin", "sha256 of the canonical form"],
        sets.map((
          { dataset, label, sha256 },
        ) => [`\`${dataset}\``, `**${label}**`, `\`${sha256}\``]),
        ["l", "l", "l"],
      ),
      "## Household power",
      powerTable(statistics.power),
      "Rises, falls and peaks by threshold are those of Q7-b, found in values standardised by the training part; those on record are " +
      "what the simulator switched on and off. Persistence forecasts each value by the one before.",
      shown("power-by-hour.svg"),
      hourTable(statistics.power),
      shown("power-quantiles.svg"),
      "## Reviews",
      reviewTable(statistics.reviews),
      "The best accuracy is that of a reader who understands every piece of evidence within the first tokens and guesses where they " +
      "cancel out: no network that reads no further can beat it.",
      shown("review-lengths.svg"),
      shown("review-histogram.svg"),
      "Reviews by their length in tokens:",
      lengthTable(statistics.reviews),
    ].join("\n\n")
  }\n`;
}
