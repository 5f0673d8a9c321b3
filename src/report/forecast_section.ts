import { figureNames, type forecastFigures } from "./forecast_figures.ts";
import type { ForecastComparison, PairResult } from "./forecast_comparison.ts";
import {
  ABSENT,
  anchor,
  fixed,
  grouped,
  link,
  probability,
  table,
  withInterval,
} from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import { medianSecondsPerEpoch, type Timings } from "./timings.ts";
import type { TrainedModel } from "./trained_model.ts";
import { picture } from "./svg.ts";

function jobsOf(model: string): string {
  return anchor("jobs", `Q7-a ${model}`);
}

function accuracyTable({ models, baselines, study }: ForecastComparison): string {
  const rows = models.map(({ model, test, skill }) => {
    const printed = study.find((row) => row.model === model);
    const cell = (text: string): string => link(text, jobsOf(model));
    return [
      model,
      cell(withInterval(test.mse, 6)),
      printed ? fixed(printed.mse, 6) : ABSENT,
      cell(withInterval(test.mae, 6)),
      printed ? fixed(printed.mae, 6) : ABSENT,
      cell(withInterval(test.mseKw, 6)),
      cell(withInterval(test.maeKw, 4)),
      cell(fixed(skill, 3)),
    ];
  });
  const others = baselines.map(({ model, test, skill }) => {
    const cell = (text: string): string => link(text, jobsOf(model));
    return [
      model,
      cell(fixed(test.mse, 6)),
      ABSENT,
      cell(fixed(test.mae, 6)),
      ABSENT,
      cell(fixed(test.mseKw, 6)),
      cell(fixed(test.maeKw, 4)),
      cell(fixed(skill, 3)),
    ];
  });
  return table(
    ["model", "test MSE", "study", "test MAE", "study", "MSE, kW²", "MAE, kW", "skill"],
    [...rows, ...others],
    ["l", "r", "r", "r", "r", "r", "r", "r"],
  );
}

function costTable({ models, study }: ForecastComparison, timings: Timings): string {
  const rows = models.map(({ model, parameters, runs }) => {
    const printed = study.find((row) => row.model === model);
    const seconds = medianSecondsPerEpoch(timings, runs.map((run) => run.job));
    const cell = (text: string): string => link(text, jobsOf(model));
    return [
      model,
      cell(grouped(parameters)),
      printed ? grouped(printed.parameters) : ABSENT,
      seconds === null ? ABSENT : cell(fixed(seconds, 2)),
      printed ? fixed(printed.secondsPerEpoch, 2) : ABSENT,
      cell(runs.map((run) => run.convergenceEpoch).join(", ")),
      printed ? String(printed.convergenceEpoch) : ABSENT,
    ];
  });
  return table(
    ["model", "parameters", "study", "s/epoch", "study", "convergence epoch, by seed", "study"],
    rows,
    ["l", "r", "r", "r", "r", "r", "r"],
  );
}

function runTable(models: readonly TrainedModel[]): string {
  const rows = models.flatMap(({ model, runs }) =>
    runs.map(({ seed, job, test, convergenceEpoch }) => {
      const cell = (text: string): string => link(text, anchor("job", job));
      return [
        model,
        String(seed),
        cell(fixed(test.mse, 6)),
        cell(fixed(test.mae, 6)),
        cell(fixed(test.mseKw, 6)),
        cell(fixed(test.maeKw, 4)),
        cell(String(convergenceEpoch)),
      ];
    })
  );
  return table(
    ["model", "seed", "test MSE", "test MAE", "MSE, kW²", "MAE, kW", "convergence epoch"],
    rows,
    ["l", "r", "r", "r", "r", "r", "r"],
  );
}

function pairTable(pairs: readonly PairResult[]): string {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const cell = (row: string, column: string): string => {
    const pair = pairs.find(({ a, b }) => a === row && b === column);
    if (pair === undefined) return "";
    const p = probability(pair.probability);
    return `${fixed(pair.statistic, 2)} (p ${p.startsWith("<") ? p : `= ${p}`})`;
  };
  const linked = (name: string): string => link(name, jobsOf(name));
  return table(
    ["a \\ b", ...names.slice(1).map(linked)],
    names.slice(0, -1).map((row) => [
      linked(row),
      ...names.slice(1).map((column) => cell(row, column)),
    ]),
    ["l", ...names.slice(1).map(() => "r" as const)],
  );
}

function readingNotes(comparison: ForecastComparison, label: DataLabel): string {
  const seeds = Math.min(...comparison.models.map((model) => model.runs.length));
  const spread = seeds > 1
    ? `"±" is half of the 95% interval of the mean over seeds (Student's t, ${seeds} seeds at least): it holds ` +
      "the scatter of training, not that of the choice of data."
    : "Some model was trained with one seed only: it has no interval, and small differences mean nothing.";
  const data = label === "simulated"
    ? "The study's figures belong to real data and stand here for orientation only: these are simulated."
    : "The study's figures are single runs, on its own split and settings where it does not state them.";
  return [
    `- MSE and MAE are on standardised values: the mean ${
      fixed(comparison.scaling.mean, 4)
    } kW and the standard deviation ${
      fixed(comparison.scaling.standardDeviation, 4)
    } kW of the training part scale every part. kW columns are scaled back.`,
    `- ${spread}`,
    "- Skill is 1 − MSE / MSE of persistence, which forecasts the last value seen: 1 is perfect, 0 no better than that.",
    "- The convergence epoch is the epoch of the lowest validation loss, counted from 1; s/epoch is the median over all " +
    "epochs and seeds. An epoch here is a draw from the training part and no pass over it, so that neither can be set against the study's directly.",
    `- ${data}`,
  ].join("\n");
}

/** The section on Q7-a: the study's figures beside ours, the figures, each run and the tests of each pair. */
export function forecastSection(
  comparison: ForecastComparison,
  label: DataLabel,
  timings: Timings,
  figures: ReturnType<typeof forecastFigures>,
): string {
  const { validation, testError } = figureNames;
  return [
    "## Q7-a · One-step forecasting of household power",
    `One-step forecasts of ${
      grouped(comparison.windows)
    } test windows of \`${comparison.dataset}\` (${label} data), beside the study's figures. Each number links to the jobs that made it.`,
    "### Accuracy",
    accuracyTable(comparison),
    picture(`figures/${testError}`, figures[testError]),
    "### Cost",
    costTable(comparison, timings),
    picture(`figures/${validation}`, figures[validation]),
    "### How to read it",
    readingNotes(comparison, label),
    "### Each run",
    runTable(comparison.models),
    "### Are two forecasters equally accurate?",
    "Diebold–Mariano statistics on squared errors, averaged over seeds, of the same windows in the order of time; " +
    "negative: the row is better. Corrected for small samples (Harvey, Leybourne and Newbold, 1997), variance after " +
    `Newey and West with ${comparison.dieboldMariano.bandwidth} lags, p two-sided and not adjusted for the number of ` +
    "pairs. Windows dropped at sensor gaps are passed over. The test asks about these trained models; it does not " +
    "hold the scatter over seeds.",
    pairTable(comparison.dieboldMariano.pairs),
  ].join("\n\n");
}
