/** A run as files that other programs open. */
import { stringify } from "@std/csv";
import type { ProfileReport } from "./report_library.ts";
import type { Run } from "./runs.ts";

/** The run with its provenance and the sha256 of each of its outputs, as JSON text. */
export function runJson(run: Run, { results, reference }: ProfileReport): string {
  const outputs = reference.jobs[run.job]?.outputs ?? {};
  return `${JSON.stringify({ ...run, outputs, provenance: results.provenance }, null, 2)}\n`;
}

/** The validation error after each epoch, as CSV. */
export function validationCsv({ validation }: Run): string {
  const rows = validation.map((mse, i) => ({ epoch: i + 1, validation_mse: mse }));
  return stringify(rows, { columns: ["epoch", "validation_mse"] });
}
