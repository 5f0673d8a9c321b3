import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import { metricOrder, metricText, metricTitle } from "../src/web/metrics.ts";
import type { Run } from "../src/web/runs.ts";
import { JobName } from "./JobName.tsx";
import { ScrollTable } from "./ScrollTable.tsx";

type Row = readonly [name: string, of: (run: Run) => string];

const ABOUT: readonly Row[] = [
  ["profile", ({ profile }) => profile],
  ["data", ({ simulated }) => (simulated ? "simulated" : "real")],
  ["model", ({ model }) => model],
  ["seed", ({ seed }) => (seed === null ? "–" : String(seed))],
  ["parameters", ({ parameters }) => parameters === null ? "–" : grouped(parameters)],
];
const COURSE: readonly Row[] = [
  ["best epoch", ({ bestEpoch }) => String(bestEpoch ?? "–")],
  ["s/epoch", ({ secondsPerEpoch }) => secondsPerEpoch === null ? "–" : fixed(secondsPerEpoch, 2)],
];

/** Runs side by side; rows in which they differ are set in bold. */
export function ComparisonTable({ runs }: { readonly runs: readonly Run[] }): JSX.Element {
  const metrics = metricOrder(runs.flatMap(({ test }) => Object.keys(test)))
    .map((name): Row => [
      metricTitle(name),
      ({ test }) => test[name] === undefined ? "–" : metricText(name, test[name]),
    ]);
  return (
    <ScrollTable caption="Side by side; what differs is in bold">
      <thead>
        <tr>
          <td></td>
          {runs.map((run) => (
            <th key={run.id} scope="col">
              <a href={`/runs/${run.id}`}>
                <JobName job={run.job} />
              </a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...ABOUT, ...metrics, ...COURSE].map(([name, of]) => (
          <tr key={name} class={new Set(runs.map(of)).size > 1 ? "clear" : undefined}>
            <th scope="row">{name}</th>
            {runs.map((run) => <td key={run.id}>{of(run)}</td>)}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
