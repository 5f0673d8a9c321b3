import type { JSX } from "preact";
import { fixed, grouped } from "../src/report/markdown.ts";
import { metricText } from "../src/web/metrics.ts";
import { type Run, RUN_ORDERS } from "../src/web/runs.ts";
import { JobName } from "./JobName.tsx";
import { ScrollTable } from "./ScrollTable.tsx";

/** What the list is asked to show. */
interface Asked {
  readonly part: string;
  readonly profile: string;
  readonly model: string;
  readonly sort: string;
  readonly direction: string;
}

const METRICS = ["mse", "mae", "accuracy"];

/** The address of the list with some wishes; those that are empty are left out. */
export function runsHref(wishes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(wishes).filter(([, value]) => value !== ""));
  return `/runs?${query}`;
}

function sortHref(asked: Asked, column: string): string {
  const turned = asked.sort === column && asked.direction === "up" ? "down" : "up";
  return runsHref({ ...asked, sort: column, direction: turned });
}

/** Columns whose content the job's name tells too: a narrow screen does without them. */
const ASIDE: ReadonlySet<string> = new Set(["profile", "model", "seed"]);

function columnClass(name: string, i: number): string | undefined {
  const classes = [...(i > 2 ? ["number"] : []), ...(ASIDE.has(name) ? ["aside"] : [])];
  return classes.join(" ") || undefined;
}

/** Runs, sortable by every column without a script. */
export function RunTable(
  { runs, asked }: { readonly runs: readonly Run[]; readonly asked: Asked },
): JSX.Element {
  return (
    <ScrollTable caption="Published runs" dense>
      <thead>
        <tr>
          {RUN_ORDERS.map(({ name, title }, i) => {
            const sorted = asked.sort === name;
            const down = asked.direction === "down";
            return (
              <th
                key={name}
                scope="col"
                class={columnClass(name, i)}
                aria-sort={sorted ? (down ? "descending" : "ascending") : undefined}
              >
                <a href={sortHref(asked, name)}>
                  {title}
                  {sorted && <span aria-hidden="true">{down ? " ↓" : " ↑"}</span>}
                </a>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.key}>
            <th scope="row">
              <a href={`/runs/${run.id}`}>
                <JobName job={run.job} />
              </a>
            </th>
            <td class="aside">{run.profile}</td>
            <td class="aside">{run.model}</td>
            <td class="number aside">{run.seed ?? "–"}</td>
            {METRICS.map((name) => (
              <td key={name} class="number">
                {run.test[name] === undefined ? "–" : metricText(name, run.test[name])}
              </td>
            ))}
            <td class="number">{run.parameters === null ? "–" : grouped(run.parameters)}</td>
            <td class="number">{run.bestEpoch ?? "–"}</td>
            <td class="number">
              {run.secondsPerEpoch === null ? "–" : fixed(run.secondsPerEpoch, 2)}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
