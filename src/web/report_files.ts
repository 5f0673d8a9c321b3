/** The files of a report that visitors may take home. */

/** One of them. */
export interface ReportFile {
  /** Its name within the report's folder. */
  readonly name: string;
  /** What it holds, in a few words. */
  readonly what: string;
  /** Its media type. */
  readonly type: string;
}

const JSON_TYPE = "application/json; charset=utf-8";

/** All of them. */
export const REPORT_FILES: readonly ReportFile[] = [
  { name: "results.json", what: "every number, with its provenance", type: JSON_TYPE },
  { name: "claims.json", what: "the verdict on each claim, with its tests", type: JSON_TYPE },
  { name: "jobs.json", what: "every job’s configuration, metrics and curves", type: JSON_TYPE },
  { name: "reference.json", what: "sha256 of every output of every job", type: JSON_TYPE },
  { name: "timings.json", what: "seconds for each epoch, and the machine", type: JSON_TYPE },
  { name: "report.md", what: "the same report as text", type: "text/markdown; charset=utf-8" },
];
