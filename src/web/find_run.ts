import { HttpError } from "fresh";
import type { ProfileReport, ReportLibrary } from "./report_library.ts";
import { type Run, runsOf } from "./runs.ts";

/**
 * A run by its id, with its report.
 * @throws HttpError of status 400 for what cannot be an id, of 404 for an unknown one
 */
export async function findRun(
  library: ReportLibrary,
  id: string,
): Promise<{ readonly run: Run; readonly report: ProfileReport }> {
  if (!/^[0-9a-f]{12}$/.test(id)) {
    throw new HttpError(
      400,
      "A run is named by the first 12 hexadecimal digits of its key, as in /runs/0123456789ab.",
    );
  }
  for (const report of (await library.read()).shown) {
    const run = runsOf([report]).find((candidate) => candidate.id === id);
    if (run !== undefined) return { run, report };
  }
  throw new HttpError(
    404,
    "No published run has this key. It may belong to an older version of the results.",
  );
}
