/** A run as files that other programs open. */
import { stringify } from "@std/csv";
import type { ProfileReport } from "./report_library.ts";
import type { Run } from "./runs.ts";

/** The run: configuration, metrics, curves, the sha256 of each of its outputs, and its provenance, as JSON text. */
export function runJson(run: Run, { results, reference }: ProfileReport): string {
  const outputs = reference.jobs[run.job]?.outputs ?? {};
  const { engine, kernel } = results.provenance;
  return `${JSON.stringify({ ...run, outputs, provenance: { engine, kernel } }, null, 2)}\n`;
}

/** What was measured after each epoch, as CSV. */
export function curvesCsv({ curves }: Run): string {
  const names = Object.keys(curves);
  const epochs = Math.max(...Object.values(curves).map(({ length }) => length));
  const rows = Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    ...Object.fromEntries(names.map((name) => [name, curves[name]![i]])),
  }));
  return stringify(rows, { columns: ["epoch", ...names] });
}
