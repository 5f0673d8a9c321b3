import { lineChart } from "./line_chart.ts";
import { ABSENT, anchor, fixed, grouped, link, percent, table, withInterval } from "./markdown.ts";
import { relativeError } from "./paired.ts";
import type { DataLabel, Part } from "./part.ts";
import { Q7_C_WINDOWS, type StudyModel } from "./study.ts";
import { seedNote } from "./seed_note.ts";
import type { TrainedModel } from "./trained_model.ts";
import { readWindowLengths, type WindowLengths } from "./window_lengths.ts";
import { type Drawing, type Figures, pictures } from "./svg.ts";

const FIGURE = "q7-c-windows.svg";

function groupName(window: number, model: string): string {
  return `Q7-c ${window} ${model}`;
}

/** Names of all models, in the order of the first appearance. */
function modelNames({ lengths }: WindowLengths): string[] {
  return [...new Set(lengths.flatMap(({ models }) => models.map(({ model }) => model)))];
}

function errorTable(value: WindowLengths): string {
  const names = modelNames(value);
  const rows = value.lengths.map(({ window, models }) => {
    const printed = Q7_C_WINDOWS.find((row) => row.window === window);
    return [
      String(window),
      ...names.flatMap((name) => {
        const found = models.find(({ model }) => model === name);
        const study = printed?.[name as StudyModel];
        return [
          found
            ? link(withInterval(found.test.mse, 6), anchor("jobs", groupName(window, name)))
            : ABSENT,
          study === undefined ? ABSENT : fixed(study, 6),
        ];
      }),
    ];
  });
  const header = names.flatMap((name) => [name, "study"]);
  return table(["window", ...header], rows, ["r", ...header.map(() => "r" as const)]);
}

function changeTable({ lengths }: WindowLengths, names: readonly string[]): string {
  const runsOf = (name: string, window: number): TrainedModel["runs"] =>
    lengths.find((length) => length.window === window)?.models
      .find(({ model }) => model === name)?.runs ?? [];
  const [shortest, ...longer] = lengths.map(({ window }) => window);
  const rows = names.map((name) => [
    name,
    ...longer.map((window) => {
      const change = relativeError(runsOf(name, window), runsOf(name, shortest!));
      return change === null
        ? ABSENT
        : link(percent(change, 1), anchor("jobs", groupName(window, name)));
    }),
  ]);
  const header = longer.map((window) => `${window} against ${shortest}`);
  return table(["model", ...header], rows, ["l", ...header.map(() => "r" as const)]);
}

function windowFigure(value: WindowLengths, label: DataLabel): Drawing {
  const lines = modelNames(value).map((name) => ({
    name,
    points: value.lengths.flatMap(({ window, models }) =>
      models.filter(({ model }) => model === name).map(({ test, runs }) => {
        const seeds = runs.map((run) => run.test.mse);
        return { x: window, y: test.mse.mean, low: Math.min(...seeds), high: Math.max(...seeds) };
      })
    ),
  }));
  return lineChart({
    id: "q7-c-windows",
    title: `Test error by length of the window (${label} data)`,
    description: `Mean squared error on the test part, mean over seeds. ${
      lines.map(({ name, points }) =>
        `${name}: ${points.map(({ x, y }) => `${fixed(y, 4)} with ${x} values`).join(", ")}.`
      ).join(" ")
    }`,
    xLabel: "past values in the window",
    yLabel: "test MSE, standardised; band: lowest to highest seed",
    lines,
  });
}

function section(value: WindowLengths, label: DataLabel, figures: Figures): string {
  const runs = value.lengths.flatMap(({ models }) => models.map((model) => model.runs.length));
  return [
    "## Q7-c · Length of the window",
    `Test MSE on standardised values of \`${value.dataset}\` (${label} data), beside the study's. Test windows: ${
      value.lengths.map(({ window, windows }) => `${grouped(windows)} of ${window} values`)
        .join(", ")
    }.`,
    errorTable(value),
    ...pictures(figures),
    ...(value.lengths.length < 2 ? [] : [
      "### Change with the window",
      "Test MSE relative to the shortest window's of the same seed, minus one; negative: the longer window is better.",
      changeTable(value, modelNames(value)),
    ]),
    seedNote(runs, label),
  ].join("\n\n");
}

/** Q7-c: forecasters with windows of several lengths. */
export const windowPart: Part<WindowLengths> = {
  read: readWindowLengths,
  render: (value, { label }) => {
    const figures = { [FIGURE]: windowFigure(value, label) };
    return {
      section: section(value, label, figures),
      figures,
      jobs: value.lengths.flatMap(({ window, models }) =>
        models.map(({ model, runs }) => ({ name: groupName(window, model), jobs: runs }))
      ),
    };
  },
};
