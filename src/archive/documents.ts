/** The documents inside an archive, each checked against its schema. */
import { z } from "zod";
import { parseSources, type Sources } from "../data/sources.ts";
import { type Manifest, parseManifest } from "../pipeline/manifest.ts";
import { parsePlanDocument, type PlanDocument } from "../pipeline/plan_document.ts";
import { parseReference, type Reference } from "../pipeline/reference.ts";
import { type ExportScores, parseExportScores } from "../report/export_scores.ts";
import { parseJobList } from "../report/job_list.ts";
import { parseClaims } from "../report/judge.ts";
import { parseSamples } from "../report/samples.ts";
import { parseResults } from "../report/results.ts";
import { parseTimings, type Timings } from "../report/timings.ts";
import { type Check, fault, form } from "./check.ts";
import { type Citation, parseCitation } from "./citation.ts";
import { CROISSANT } from "./croissant.ts";
import { croissantFile, manifestFile, PLAN, reportFile } from "./layout.ts";
import { type Members, textOf } from "./members.ts";

/** What an archive says, as far as it could be read. */
export interface Documents {
  /** `plan.json`. */
  readonly plan: PlanDocument;
  /** The published hashes. */
  readonly reference: Reference | undefined;
  /** `data/sources.json`. */
  readonly sources: Sources | undefined;
  /** `results.json`, whose form has been checked. */
  readonly results: unknown;
  /** `timings.json`. */
  readonly timings: Timings | undefined;
  /** `exports.json`; a report may have none. */
  readonly exports: ExportScores | undefined;
  /** `CITATION.cff`. */
  readonly citation: Citation | undefined;
  /** Manifest of each job, by key. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

const croissantSchema = z.looseObject({
  "@context": z.looseObject({}),
  "@type": z.literal("sc:Dataset"),
  conformsTo: z.literal(CROISSANT),
  name: z.string(),
  description: z.string(),
  license: z.string(),
  url: z.string(),
  creator: z.looseObject({ name: z.string() }),
  datePublished: z.string(),
  distribution: z.array(z.looseObject({
    "@type": z.literal("cr:FileObject"),
    "@id": z.string(),
    name: z.string(),
    contentUrl: z.string(),
    encodingFormat: z.string(),
  })).min(1),
});

/** Files of a report whose form alone is checked. */
const FOLLOWING: readonly (readonly [name: string, parse: (json: unknown) => unknown])[] = [
  ["claims.json", parseClaims],
  ["jobs.json", parseJobList],
  ["samples.json", parseSamples],
];

/** Reads every document; one row for each. No documents when there is no plan to read them by. */
export function readDocuments(members: Members): { checks: Check[]; documents?: Documents } {
  const checks: Check[] = [];
  const read = <Value>(
    path: string,
    schema: string,
    parse: (text: string) => Value,
  ): Value | undefined => {
    const content = members.get(path);
    const what = `schema of ${path}`;
    if (!content) {
      checks.push(fault(what, schema, "missing"));
      return undefined;
    }
    const { check, value } = form(what, schema, () => parse(textOf(content)));
    checks.push(check);
    return value;
  };
  const readJson = <Value>(
    path: string,
    schema: string,
    parse: (json: unknown) => Value,
  ): Value | undefined => read(path, schema, (text) => parse(JSON.parse(text)));

  const plan = readJson(PLAN, "unroll-plan/1", parsePlanDocument);
  if (!plan) return { checks };
  const report = (name: string): string => reportFile(plan.profile, name);
  const manifests = new Map<string, Manifest>();
  for (const { key } of plan.jobs) {
    const manifest = readJson(manifestFile(key), "manifest of a job", parseManifest);
    if (manifest) manifests.set(key, manifest);
  }
  for (const name of Object.keys(plan.data)) {
    readJson(croissantFile(name), "Croissant 1.1", (json) => croissantSchema.parse(json));
  }
  // What follows from results and jobs is there in every report but the least.
  for (const [name, parse] of FOLLOWING) {
    if (members.has(report(name))) readJson(report(name), name, parse);
  }
  const documents = {
    plan,
    manifests,
    reference: readJson(report("reference.json"), "reference", parseReference),
    sources: read("data/sources.json", "list of sources", (text) => parseSources(text, "it")),
    results: readJson(report("results.json"), "results", parseResults),
    timings: readJson(report("timings.json"), "timings", parseTimings),
    exports: members.has(report("exports.json"))
      ? readJson(report("exports.json"), "scores of exports", parseExportScores)
      : undefined,
    citation: read("CITATION.cff", "Citation File Format 1.2.0", parseCitation),
  };
  return { checks, documents };
}
