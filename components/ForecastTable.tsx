import type { JSX } from "preact";
import type { ForecastComparison } from "../src/report/forecast_comparison.ts";
import { fixed, grouped, withInterval } from "../src/report/markdown.ts";
import { medianSecondsPerEpoch } from "../src/report/timings.ts";
import type { ProfileReport } from "../src/web/report_library.ts";
import { ScrollTable } from "./ScrollTable.tsx";

function runsHref(profile: string, model: string): string {
  return `/runs?part=Q7-a&profile=${profile}&model=${encodeURIComponent(model)}`;
}

/** The headline: each forecaster's errors beside the study's; each number of ours leads to its jobs. */
export function AccuracyTable(
  { comparison, report, caption }: {
    readonly comparison: ForecastComparison;
    readonly report: ProfileReport;
    readonly caption: string;
  },
): JSX.Element {
  const { models, baselines, study } = comparison;
  const rows = [
    ...models.map(({ model, test, skill }) => ({
      model,
      mse: withInterval(test.mse, 4),
      mae: withInterval(test.mae, 4),
      kw: withInterval(test.maeKw, 3),
      skill,
      printed: study.find((row) => row.model === model),
    })),
    ...baselines.map(({ model, test, skill }) => ({
      model,
      mse: fixed(test.mse, 4),
      mae: fixed(test.mae, 4),
      kw: fixed(test.maeKw, 3),
      skill,
      printed: undefined,
    })),
  ];
  return (
    <ScrollTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">forecaster</th>
          <th scope="col" class="number">test MSE</th>
          <th scope="col" class="number study">the study</th>
          <th scope="col" class="number">test MAE</th>
          <th scope="col" class="number study">the study</th>
          <th scope="col" class="number">MAE, kW</th>
          <th scope="col" class="number">skill</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, mse, mae, kw, skill, printed }) => (
          <tr key={model}>
            <th scope="row">
              <a href={runsHref(report.profile, model)}>{model}</a>
            </th>
            <td class="number">{mse}</td>
            <td class="number study">{printed ? fixed(printed.mse, 4) : "–"}</td>
            <td class="number">{mae}</td>
            <td class="number study">{printed ? fixed(printed.mae, 4) : "–"}</td>
            <td class="number">{kw}</td>
            <td class="number">{fixed(skill, 3)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** What each network costs, beside the study's figures. */
export function CostTable(
  { comparison, report }: {
    readonly comparison: ForecastComparison;
    readonly report: ProfileReport;
  },
): JSX.Element {
  return (
    <ScrollTable caption="Cost of each network">
      <thead>
        <tr>
          <th scope="col">network</th>
          <th scope="col" class="number">parameters</th>
          <th scope="col" class="number study">the study</th>
          <th scope="col" class="number">s/epoch</th>
          <th scope="col" class="number study">the study</th>
          <th scope="col" class="number">convergence epoch</th>
          <th scope="col" class="number study">the study</th>
        </tr>
      </thead>
      <tbody>
        {comparison.models.map(({ model, parameters, runs }) => {
          const printed = comparison.study.find((row) => row.model === model);
          const seconds = medianSecondsPerEpoch(report.timings, runs.map(({ job }) => job));
          return (
            <tr key={model}>
              <th scope="row">
                <a href={runsHref(report.profile, model)}>{model}</a>
              </th>
              <td class="number">{grouped(parameters)}</td>
              <td class="number study">{printed ? grouped(printed.parameters) : "–"}</td>
              <td class="number">{seconds === null ? "–" : fixed(seconds, 2)}</td>
              <td class="number study">{printed ? fixed(printed.secondsPerEpoch, 2) : "–"}</td>
              <td class="number">{runs.map((run) => run.convergenceEpoch).join(", ")}</td>
              <td class="number study">{printed?.convergenceEpoch ?? "–"}</td>
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}
