import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import { type Run, runName } from "../src/web/runs.ts";
import { ScrollTable } from "./ScrollTable.tsx";

const ROWS: readonly (readonly [name: string, of: (run: Run) => string])[] = [
  ["profile", ({ profile }) => profile],
  ["data", ({ simulated }) => (simulated ? "simulated" : "real")],
  ["model", ({ model }) => model],
  ["seed", ({ seed }) => (seed === null ? "–" : String(seed))],
  ["parameters", ({ parameters }) => grouped(parameters)],
  ["test MSE", ({ test }) => fixed(test.mse, 6)],
  ["test MAE", ({ test }) => fixed(test.mae, 6)],
  ["test MAE, kW", ({ test }) => fixed(test.maeKw, 4)],
  ["convergence epoch", ({ convergenceEpoch }) => String(convergenceEpoch ?? "–")],
  ["s/epoch", ({ secondsPerEpoch }) => secondsPerEpoch === null ? "–" : fixed(secondsPerEpoch, 2)],
];

/** Runs side by side; rows in which they differ are set in bold. */
export function ComparisonTable({ runs }: { readonly runs: readonly Run[] }): JSX.Element {
  return (
    <ScrollTable caption="Side by side; what differs is in bold">
      <thead>
        <tr>
          <td></td>
          {runs.map((run) => (
            <th key={run.id} scope="col">
              <a href={`/runs/${run.id}`}>{runName(run)}</a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(([name, of]) => (
          <tr key={name} class={new Set(runs.map(of)).size > 1 ? "clear" : undefined}>
            <th scope="row">{name}</th>
            {runs.map((run) => <td key={run.id}>{of(run)}</td>)}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
