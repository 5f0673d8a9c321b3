import type { JSX } from "preact";
import type { JobGroup } from "../src/report/job_ref.ts";
import { anchor } from "../src/report/markdown.ts";
import { runId } from "../src/web/runs.ts";
import { ScrollTable } from "./ScrollTable.tsx";

/** The jobs that every number of a part leads to, the seeds of a network side by side. */
export function PartJobs({ groups }: { readonly groups: readonly JobGroup[] }): JSX.Element {
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">The jobs behind these numbers</h2>
      <ScrollTable caption="Jobs, each by the first digits of the sha256 of all that may change its outcome">
        <thead>
          <tr>
            <th scope="col">numbers of</th>
            <th scope="col">jobs</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, jobs }) => (
            <tr key={name} id={anchor("jobs", name)}>
              <th scope="row">{name}</th>
              <td>
                <ul class="row-list">
                  {jobs.map(({ job, key }) => (
                    <li key={job}>
                      <a href={`/runs/${runId(key)}`} title={job}>
                        {job.split("/").at(-1)} <code>{runId(key)}</code>
                      </a>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </section>
  );
}
