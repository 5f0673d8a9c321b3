import { type Direction, type ImputationRun, readDirection } from "./direction.ts";
import { lineChart } from "./line_chart.ts";
import {
  ABSENT,
  anchor,
  fixed,
  grouped,
  link,
  percent,
  scientific,
  table,
  withInterval,
} from "./markdown.ts";
import { relativeError } from "./paired.ts";
import type { DataLabel, Part } from "./part.ts";
import { seedNote } from "./seed_note.ts";
import { type Figures, pictures } from "./svg.ts";

const FIGURE = "q7-d-imputation.svg";

function groupName(kind: string, model: string): string {
  return `Q7-d ${kind} ${model}`;
}

function causalityTable({ causality }: Direction): string {
  const rows = causality.map(({ model, runs }) => {
    const cell = (text: string): string =>
      link(text, anchor("jobs", groupName("causality", model)));
    return [
      model,
      cell(runs.map(({ windows }) => windows).join(", ")),
      cell(runs.map(({ future }) => scientific(future)).join(", ")),
      cell(runs.map(({ presentLargest }) => fixed(presentLargest, 4)).join(", ")),
      cell(runs.map(({ presentMean }) => fixed(presentMean, 4)).join(", ")),
    ];
  });
  return table(
    ["model", "forecasts", "future changed: largest move", "last value changed: largest", "mean"],
    rows,
    ["l", "r", "r", "r", "r"],
  );
}

function readoutTable({ readouts }: Direction): string {
  const [first] = readouts;
  const rows = readouts.map(({ model, parameters, test, runs }) => {
    const isFirst = model === first!.model;
    const target = anchor(
      "jobs",
      model === "BiLSTM" ? "Q7-a BiLSTM" : groupName("read-out", model),
    );
    const change = isFirst ? null : relativeError(runs, first!.runs);
    const cell = (text: string): string => link(text, target);
    return [
      model === "BiLSTM" ? "BiLSTM, last step" : model,
      cell(grouped(parameters)),
      cell(withInterval(test.mse, 6)),
      cell(withInterval(test.mae, 6)),
      change === null ? ABSENT : cell(percent(change, 1)),
    ];
  });
  return table(
    ["read-out", "parameters", "test MSE", "test MAE", "MSE against the last step"],
    rows,
    ["l", "r", "r", "r", "r"],
  );
}

function isSeeded(run: ImputationRun): run is ImputationRun & { readonly seed: number } {
  return run.seed !== null;
}

function imputationTable({ imputation }: Direction): string {
  const lstm = imputation.find(({ model }) => model === "LSTM")?.runs.filter(isSeeded) ?? [];
  const rows = imputation.map(({ model, parameters, test, runs }) => {
    const cell = (text: string): string =>
      link(text, anchor("jobs", groupName("imputation", model)));
    const change = model === "LSTM" ? null : relativeError(runs.filter(isSeeded), lstm);
    return [
      model,
      cell(grouped(parameters)),
      cell(withInterval(test.mse, 6)),
      cell(withInterval(test.mae, 6)),
      cell(withInterval(test.maeKw, 4)),
      change === null ? ABSENT : cell(percent(change, 1)),
    ];
  });
  return table(
    ["filled by", "parameters", "MSE", "MAE", "MAE, kW", "MSE against the LSTM"],
    rows,
    ["l", "r", "r", "r", "r", "r"],
  );
}

function imputationFigures(
  { imputation }: Direction,
  label: DataLabel,
): Figures {
  if (imputation.length === 0) return {};
  const lines = imputation.map(({ model, runs }) => ({
    name: model === "linear interpolation" ? "straight line" : model,
    points: runs[0]!.byPosition.map((_, i) => {
      const values = runs.map(({ byPosition }) => byPosition[i]!);
      const y = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { x: i + 1, y, low: Math.min(...values), high: Math.max(...values) };
    }),
  }));
  const chart = lineChart({
    id: "q7-d-imputation",
    title: `Error of filled gaps by place in the gap (${label} data)`,
    description: `Mean squared error by missing value, mean over seeds. ${
      lines.map(({ name, points }) =>
        `${name}: ${fixed(points[0]!.y, 4)} at the first, ${
          fixed(points.at(-1)!.y, 4)
        } at the last.`
      ).join(" ")
    }`,
    xLabel: "missing value, from the first",
    yLabel: "MSE, standardised; band: lowest to highest seed",
    lines,
  });
  return { [FIGURE]: chart };
}

function section(value: Direction, label: DataLabel, figures: Figures): string {
  const { causality, readouts, imputation } = value;
  const gap = imputation[0]?.gap;
  const counts = [
    ...causality,
    ...readouts,
    ...imputation.filter(({ parameters }) => parameters > 0),
  ]
    .map(({ runs }) => runs.length);
  return [
    "## Q7-d · Both directions",
    `On \`${value.dataset}\` (${label} data).`,
    ...(causality.length === 0 ? [] : [
      "### Does a forecast see the future?",
      "A window ends at the origin of the forecast, in whatever direction it is read. Every value after the origin is changed, the data " +
      "made ready anew and the forecast made again; as a control, the last value before the origin is changed by one standard " +
      "deviation. Moves are in standard deviations of the series, by seed; 0 means the same bits.",
      causalityTable(value),
    ]),
    ...(readouts.length === 0 ? [] : [
      "### What to read out",
      "At the last time step the backward direction of the upper layer has taken one step; the layer below it has read the whole window both ways. Its final state has read the window itself.",
      readoutTable(value),
    ]),
    ...(gap === undefined ? [] : [
      "### Filling a gap",
      `${gap.count} missing values from step ${gap.from} of a window of ${gap.window}; the BiLSTM and the straight line know what follows the gap, the LSTM does not.`,
      imputationTable(value),
      ...pictures(figures),
    ]),
    seedNote(counts, label),
  ].join("\n\n");
}

/** Q7-d: both directions. */
export const directionPart: Part<Direction> = {
  read: readDirection,
  render: (value, { label }) => {
    const figures = imputationFigures(value, label);
    return {
      section: section(value, label, figures),
      figures,
      jobs: [
        ...value.causality.map(({ model, runs }) => ({
          name: groupName("causality", model),
          jobs: runs,
        })),
        // The BiLSTM read at its last step is listed with Q7-a.
        ...value.readouts.filter(({ model }) => model !== "BiLSTM").map(({ model, runs }) => ({
          name: groupName("read-out", model),
          jobs: runs,
        })),
        ...value.imputation.map(({ model, runs }) => ({
          name: groupName("imputation", model),
          jobs: runs,
        })),
      ],
    };
  },
};
