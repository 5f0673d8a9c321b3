import type { JSX } from "preact";
import type { ForecastComparison } from "../src/report/forecast_comparison.ts";
import { fixed, withInterval } from "../src/report/markdown.ts";
import { meanCurve } from "../src/web/part_curves.ts";
import { printedTwice } from "../src/web/study_parts.ts";
import { DotPlot, type DotPlotRow } from "./DotPlot.tsx";
import { Figure } from "./Figure.tsx";
import { type ChartLine, LineChart } from "./LineChart.tsx";

/** Test errors of all forecasters beside every figure that the study prints for the same training. */
export function TestErrorFigure(
  { comparison, simulated }: {
    readonly comparison: ForecastComparison;
    readonly simulated: boolean;
  },
): JSX.Element {
  const { models, baselines } = comparison;
  const rows: DotPlotRow[] = [
    ...models.map(({ model, test, runs }, colour) => ({
      name: model,
      value: test.mse.mean,
      halfWidth: test.mse.halfWidth,
      parts: runs.map((run) => run.test.mse),
      study: printedTwice(model),
      colour,
    })),
    ...baselines.map(({ model, test }) => ({
      name: model,
      note: "baseline",
      value: test.mse,
      halfWidth: null,
      parts: [],
      study: [],
      colour: null,
    })),
  ];
  const seeds = Math.max(...models.map(({ runs }) => runs.length));
  return (
    <Figure
      title="Test error of each forecaster"
      note={
        <>
          Mean squared error on standardised values; further left is better. <i class="key-dot" />
          {" "}
          this project{seeds > 1 && ", mean of the seeds with its 95% interval"}
          {simulated && ", on simulated data"}; <i class="key-study" />{" "}
          the study, on real data, every time it prints this training.
        </>
      }
      table={{
        header: ["forecaster", "test MSE", "the study"],
        rows: rows.map(({ name, value, halfWidth, study }) => [
          name,
          withInterval({ mean: value, halfWidth, count: 1 }, 6),
          study.map((printed) => fixed(printed, 6)).join(", ") || "–",
        ]),
      }}
    >
      <DotPlot
        axis="test MSE"
        summary={rows.map(({ name, value, study }) =>
          `${name}: ${fixed(value, 4)}${
            study.length > 0 ? `, the study ${study.map((v) => fixed(v, 4)).join(" and ")}` : ""
          }.`
        ).join(" ")}
        rows={rows}
      />
    </Figure>
  );
}

/** Validation error after each epoch: the mean over seeds, and the band from the lowest to the highest. */
export function ValidationFigure(
  { comparison }: { readonly comparison: ForecastComparison },
): JSX.Element {
  const lines: ChartLine[] = comparison.models.map(({ model, runs }, colour) => ({
    name: model,
    colour,
    ...meanCurve(runs.map(({ validation }) => validation)),
  }));
  const banded = lines.some(({ band }) => band !== undefined);
  return (
    <Figure
      title="Validation error after each epoch"
      note={`Mean squared error on standardised values${
        banded ? "; mean over seeds, with a band from the lowest to the highest" : ""
      }.`}
      table={{
        header: ["epoch", ...lines.map(({ name }) => name)],
        rows: lines[0]!.values.map((_, i) => [
          String(i + 1),
          ...lines.map(({ values }) => values[i] === undefined ? "–" : fixed(values[i], 6)),
        ]),
      }}
    >
      <LineChart
        xName="epoch"
        yName="validation MSE"
        lines={lines}
        summary={lines.map(({ name, values }) =>
          `${name} starts at ${fixed(values[0]!, 4)} and ends at ${fixed(values.at(-1)!, 4)}.`
        ).join(" ")}
      />
    </Figure>
  );
}
