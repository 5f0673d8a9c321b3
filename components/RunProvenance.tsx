import type { JSX } from "preact";
import type { ProfileReport } from "../src/web/report_library.ts";
import type { Run } from "../src/web/runs.ts";

/** What went into a run and what came out of it, each by its hash. */
export function RunProvenance(
  { run, report }: { readonly run: Run; readonly report: ProfileReport },
): JSX.Element {
  const { provenance } = report.results;
  const outputs = Object.entries(report.reference.jobs[run.job]?.outputs ?? {});
  const data = Object.entries(run.data);
  return (
    <ol class="chain">
      {data.length === 0 && (
        <li>
          <strong>Data</strong> made by the job itself from its seed, simulated
        </li>
      )}
      {data.map(([name, sha256]) => (
        <li key={name}>
          <strong>Data</strong> {name}, {provenance.data[name]?.label ?? "unlabelled"}
          <code class="hash">{sha256}</code>
        </li>
      ))}
      <li>
        <strong>Kernels</strong> compiled WebAssembly, engine version {provenance.engine}
        <code class="hash">{provenance.kernel}</code>
      </li>
      <li>
        <strong>Key</strong> data, kernels, engine and configuration of {run.job} together
        <code class="hash">{run.key}</code>
      </li>
      {outputs.map(([name, sha256]) => (
        <li key={name}>
          <strong>Output</strong> {name}
          <code class="hash">{sha256}</code>
        </li>
      ))}
    </ol>
  );
}
