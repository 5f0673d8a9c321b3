import type { JSX } from "preact";
import { configLeaves } from "../src/web/compare.ts";
import type { Run } from "../src/web/runs.ts";
import { JobName } from "./JobName.tsx";
import { ScrollTable } from "./ScrollTable.tsx";

/** What a run was told, or what several were told side by side; of several, only what differs. */
export function ConfigTable(
  { caption, runs }: { readonly caption: string; readonly runs: readonly Run[] },
): JSX.Element {
  const leaves = runs.map(({ config }) => new Map(configLeaves(config)));
  const names = [...new Set(leaves.flatMap((own) => [...own.keys()]))].filter((name) =>
    runs.length === 1 || new Set(leaves.map((own) => own.get(name))).size > 1
  );
  return (
    <ScrollTable caption={caption} dense>
      <thead>
        <tr>
          <th scope="col">setting</th>
          {runs.map(({ id, job }) => (
            <th key={id} scope="col">{runs.length === 1 ? "value" : <JobName job={job} />}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {leaves.map((own, i) => <td key={i}>{own.get(name) ?? "–"}</td>)}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
