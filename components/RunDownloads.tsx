import type { JSX } from "preact";
import { fixed } from "../src/report/markdown.ts";
import type { ModelFileEntry } from "../src/web/model_files.ts";
import type { Run } from "../src/web/runs.ts";

/** A size in words: `53 kB`. */
function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${fixed(bytes / 1e6, 1)} MB`;
}

/** Links to a run's files: numbers, curves, and the network where it was exported. */
export function RunDownloads(
  { run, files }: { readonly run: Run; readonly files: readonly ModelFileEntry[] },
): JSX.Element {
  const trained = Object.keys(run.curves).length > 0;
  return (
    <>
      <ul class="downloads">
        {files.map(({ name, what, bytes }) => (
          <li key={name}>
            <a href={`/runs/${run.id}/files/${name}`} download={name}>{name}</a>{" "}
            <small>{what}, {sizeText(bytes)}</small>
          </li>
        ))}
        <li>
          <a href={`/runs/${run.id}/run.json`} download={`${run.id}.json`}>run.json</a>{" "}
          <small>configuration, metrics, curves and hashes</small>
        </li>
        {trained && (
          <li>
            <a href={`/runs/${run.id}/curves.csv`} download={`${run.id}-curves.csv`}>curves.csv</a>
            {" "}
            <small>what was measured after each epoch</small>
          </li>
        )}
      </ul>
      {trained && files.length === 0 && (
        <p class="table-note">
          This network is not kept in the repository. <code>deno task export</code>{" "}
          writes it as ONNX and safetensors once it has been trained.
        </p>
      )}
    </>
  );
}
