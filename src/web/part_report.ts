import type { RenderedPart } from "../report/part.ts";
import type { Provenance } from "../report/results.ts";
import { renderParts } from "../report/parts.ts";
import type { ProfileReport } from "./report_library.ts";

/** Whether a report holds a part of the study, by its id. */
export function holdsPart({ results }: ProfileReport, id: string): boolean {
  return Object.hasOwn(results.experiments, id);
}

/** Whether what a part was computed on was made up: a simulated data set, or sequences that its jobs make themselves. */
export function madeUp(
  { results: { experiments, provenance } }: ProfileReport,
  id: string,
): boolean {
  const dataset = experiments[id as keyof typeof experiments]?.dataset;
  if (dataset === undefined) return false;
  return dataset === null || provenance.data[dataset]!.label === "simulated";
}

/** The data sets that a part's jobs read, by name; none for jobs that make their data themselves. */
export function dataOfPart({ results, jobs }: ProfileReport, id: string): Provenance["data"] {
  const own = Object.values(jobs.jobs).filter(({ experiment }) => experiment === id);
  const names = new Set(own.flatMap(({ data }) => Object.keys(data)));
  return Object.fromEntries(
    Object.entries(results.provenance.data).filter(([name]) => names.has(name)),
  );
}

/** A part of a report as Markdown, figures and jobs; `undefined` where the report does not hold it. */
export function partReport(report: ProfileReport, id: string): RenderedPart | undefined {
  const { experiments, provenance } = report.results;
  if (!holdsPart(report, id)) return undefined;
  const own = { [id]: experiments[id as keyof typeof experiments] };
  return renderParts(own, (dataset) => provenance.data[dataset]!.label, report.timings)[0];
}

/** A figure of a report by its file name, as SVG; `undefined` where there is none of that name. */
export function figureOf(report: ProfileReport, name: string): string | undefined {
  for (const id of Object.keys(report.results.experiments)) {
    const figures = partReport(report, id)?.figures ?? {};
    if (Object.hasOwn(figures, name)) return figures[name]!.svg;
  }
  return undefined;
}
