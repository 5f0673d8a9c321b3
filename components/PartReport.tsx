import type { JSX } from "preact";
import { anchor } from "../src/report/markdown.ts";
import type { RenderedPart } from "../src/report/part.ts";
import { runId } from "../src/web/runs.ts";
import { MarkdownReport } from "./MarkdownReport.tsx";
import { ScrollTable } from "./ScrollTable.tsx";

/** A part as its report has it: tables, figures, and the jobs that every number leads to. */
export function PartReport(
  { part, profile }: { readonly part: RenderedPart; readonly profile: string },
): JSX.Element {
  return (
    <>
      <MarkdownReport text={part.section} figures={`/reports/${profile}/figures/`} />
      <section aria-labelledby="jobs">
        <h2 id="jobs">The jobs behind these numbers</h2>
        <ScrollTable caption="Jobs, each by the sha256 of all that may change its outcome">
          <thead>
            <tr>
              <th scope="col">job</th>
              <th scope="col">key</th>
            </tr>
          </thead>
          <tbody>
            {part.jobs.flatMap(({ name, jobs }) =>
              jobs.map(({ job, key }, i) => (
                <tr key={`${name} ${job}`} id={i === 0 ? anchor("jobs", name) : undefined}>
                  <th scope="row">{job}</th>
                  <td>
                    <a href={`/runs/${runId(key)}`}>
                      <code title={key}>{runId(key)}</code>
                    </a>
                  </td>
                </tr>
              ))
            )}
          </tbody>
        </ScrollTable>
      </section>
    </>
  );
}
