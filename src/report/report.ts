/** A profile's report: files by name, made of artefacts and timings alone. */
import { CliError } from "../core/cli_error.ts";
import type { Artefact } from "./artefact.ts";
import { type ExportScores } from "./export_scores.ts";
import { formatJobList, type JobList, listJobs } from "./job_list.ts";
import { formatClaims, judgeClaims } from "./judge.ts";
import { readParts, renderParts } from "./parts.ts";
import { reportPage } from "./report_page.ts";
import {
  type DataLabel,
  formatResults,
  parseResults,
  type Provenance,
  type Results,
} from "./results.ts";
import type { Timings } from "./timings.ts";

/** What a report is made from. */
export interface ReportInputs {
  /** The profile: `quick` or `paper`. */
  readonly profile: string;
  /** The finished jobs of the profile. */
  readonly artefacts: readonly Artefact[];
  /** Whether each canonical data set is simulated or real, by name. */
  readonly labels: Readonly<Record<string, DataLabel>>;
  /** Seconds per epoch and the machine. */
  readonly timings: Timings;
  /** Exported models against the engine, where they were run. */
  readonly exports?: ExportScores;
}

/** The one value that all artefacts share. */
function common<Value>(
  artefacts: readonly Artefact[],
  what: string,
  of: (a: Artefact) => Value,
): Value {
  const values = new Set(artefacts.map(of));
  if (values.size !== 1) {
    throw new CliError(
      `Cannot report on jobs of several ${what}: ${[...values].join(", ") || "none"}`,
    );
  }
  return [...values][0]!;
}

function provenance({ artefacts, labels }: ReportInputs): Provenance {
  const data: Record<string, { sha256: string; label: DataLabel }> = {};
  for (const artefact of artefacts) {
    for (const [name, sha256] of Object.entries(artefact.data)) {
      const label = labels[name];
      if (label === undefined) {
        throw new CliError(
          `Cannot report on data ${name}: nobody says whether it is simulated or real`,
        );
      }
      if ((data[name]?.sha256 ?? sha256) !== sha256) {
        throw new CliError(
          `Cannot report on two versions of data ${name}: job ${artefact.id} read ${sha256}`,
        );
      }
      data[name] = { sha256, label };
    }
  }
  return {
    engine: common(artefacts, "engine versions", (artefact) => artefact.engine),
    kernel: common(artefacts, "kernels", (artefact) => artefact.kernel),
    data: Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/**
 * The results of a profile.
 * @throws CliError when artefacts are missing, damaged or do not belong together
 */
export async function makeResults(inputs: ReportInputs): Promise<Results> {
  return {
    schema: "unroll-results/3",
    profile: inputs.profile,
    provenance: provenance(inputs),
    experiments: await readParts(inputs.artefacts),
  };
}

/** Claims, page and figures of results, by path within the report's folder: `claims.json`, `report.md`, `figures/…svg`. */
function renderResults(
  results: Results,
  jobs: JobList,
  timings: Timings,
  exports?: ExportScores,
): Record<string, string> {
  const labelOf = (dataset: string): DataLabel => results.provenance.data[dataset]!.label;
  const parts = renderParts(results.experiments, labelOf, timings);
  const claims = judgeClaims(results);
  const files: Record<string, string> = {
    "claims.json": formatClaims(claims),
    "report.md": reportPage(results, claims, parts, jobs, timings, exports),
  };
  for (const { figures } of parts) {
    for (const [name, { svg }] of Object.entries(figures)) files[`figures/${name}`] = svg;
  }
  return files;
}

/**
 * Every file of a profile's report, by path within its folder: `results.json`, `jobs.json`, `timings.json`, `exports.json`,
 * `claims.json`, `report.md` and the figures. Claims, page and figures are made from the rounded results, so that results, jobs, timings and exports give them again.
 * @throws CliError when artefacts are missing, damaged or do not belong together
 */
export async function makeReport(inputs: ReportInputs): Promise<Record<string, string>> {
  const text = formatResults(await makeResults(inputs));
  const jobs = await listJobs(inputs.profile, inputs.artefacts);
  return {
    "results.json": text,
    "jobs.json": formatJobList(jobs),
    "timings.json": `${JSON.stringify(inputs.timings, null, 2)}\n`,
    ...(inputs.exports && { "exports.json": `${JSON.stringify(inputs.exports, null, 2)}\n` }),
    ...renderResults(parseResults(JSON.parse(text)), jobs, inputs.timings, inputs.exports),
  };
}
