import type { JSX } from "preact";
import type { Provenance as ProvenanceOfResults } from "../src/report/results.ts";

/** Data, kernels and engine, each by what identifies it. */
export function Provenance(
  { provenance }: { readonly provenance: ProvenanceOfResults },
): JSX.Element {
  return (
    <dl class="facts">
      {Object.entries(provenance.data).map(([name, { sha256, label }]) => (
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
