import type { JSX } from "preact";
import type { Provenance as ProvenanceOfResults } from "../src/report/results.ts";

/** Data, kernels and engine, each by what identifies it. */
export function Provenance(
  { provenance, data }: {
    readonly provenance: Omit<ProvenanceOfResults, "data">;
    readonly data: ProvenanceOfResults["data"];
  },
): JSX.Element {
  return (
    <dl class="facts">
      {Object.keys(data).length === 0 && (
        <div>
          <dt>data</dt>
          <dd>made by the jobs themselves from their seeds, simulated</dd>
        </div>
      )}
      {Object.entries(data).map(([name, { sha256, label }]) => (
        <div key={name}>
          <dt>data</dt>
          <dd>
            {name}, {label} <code class="hash">{sha256}</code>
          </dd>
        </div>
      ))}
      <div>
        <dt>kernels</dt>
        <dd>
          <code class="hash">{provenance.kernel}</code>
        </dd>
      </div>
      <div>
        <dt>engine</dt>
        <dd>version {provenance.engine}</dd>
      </div>
    </dl>
  );
}
