import type { JSX } from "preact";
import type { Reports } from "../src/web/report_library.ts";
import { BrokenReports } from "./BrokenReports.tsx";

/** Stands where results should, when there are none. */
export function NoReports({ reports }: { readonly reports: Reports }): JSX.Element {
  if (reports.broken.length > 0) return <BrokenReports broken={reports.broken} />;
  return (
    <section class="notice">
      <h2>There are no results yet</h2>
      <p>
        Expected <code>reports/quick/results.json</code>. Restore the folder <code>reports</code>
        {" "}
        from the repository, or make the results with{" "}
        <code>deno task reproduce --publish</code>; that takes a few minutes.
      </p>
    </section>
  );
}
