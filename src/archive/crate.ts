/**
 * `ro-crate-metadata.json`: the archive as a Workflow Run RO-Crate, in the most detailed of its profiles, Provenance Run
 * Crate 0.5 (https://w3id.org/ro/wfrun/provenance/0.5), over Workflow RO-Crate 1.0 and RO-Crate 1.1. A pure function of what
 * the archive holds.
 */
import type { Sources } from "../data/sources.ts";
import type { PlanDocument } from "../pipeline/plan_document.ts";
import type { Machine } from "../report/timings.ts";
import type { Citation } from "./citation.ts";
import { crateFile } from "./crate_file.ts";
import { AGENT, crateRun, dataId, dataIds, RUN, workflow } from "./crate_run.ts";
import { CROISSANT, formatOf, licenceOf, sourceOf } from "./croissant.ts";
import { type Entity, local, to, toAll } from "./entity.ts";
import { croissantFile, METADATA, PLAN } from "./layout.ts";
import type { Members } from "./members.ts";

/** What a crate describes. */
export interface CrateInputs {
  /** Every other member of the archive but its checksums. */
  readonly members: Members;
  /** The run's plan. */
  readonly plan: PlanDocument;
  /** The data sets, those of the plan among them. */
  readonly sources: Sources;
  /** Where the jobs ran. */
  readonly machine: Machine;
  /** Who made the software. */
  readonly citation: Citation;
}

const CRATE = "https://w3id.org/ro/crate/1.1";

/** Profiles to which the crate conforms, by address. */
const PROFILES: Readonly<Record<string, readonly [name: string, version: string]>> = {
  "https://w3id.org/ro/wfrun/process/0.5": ["Process Run Crate", "0.5"],
  "https://w3id.org/ro/wfrun/workflow/0.5": ["Workflow Run Crate", "0.5"],
  "https://w3id.org/ro/wfrun/provenance/0.5": ["Provenance Run Crate", "0.5"],
  "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ["Workflow RO-Crate", "1.0"],
};

const WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";

/** A data set that jobs read: its canonical file's hash, its terms and its Croissant description, but not its values. */
function dataEntity(name: string, { sources, citation }: CrateInputs): Entity {
  const dataset = sources.datasets[name]!;
  const source = sourceOf(dataset, sources);
  return {
    "@id": dataId(dataset.sha256),
    "@type": "File",
    name,
    description: dataset.title,
    license: to(licenceOf(source, citation)),
    encodingFormat: formatOf(dataset.file),
    contentSize: String(dataset.bytes),
    sha256: dataset.sha256,
    exampleOfWork: to(local("parameter", name)),
    subjectOf: to(croissantFile(name)),
    ...(source ? { url: source.page, citation: source.citation } : { creator: to(AGENT) }),
  };
}

function licenceEntities({ plan, sources, citation }: CrateInputs): Entity[] {
  const own = licenceOf(undefined, citation);
  const licences = new Map([[own, `${citation.license} licence`]]);
  for (const name of Object.keys(plan.data).sort()) {
    const source = sourceOf(sources.datasets[name]!, sources);
    if (!source) continue;
    licences.set(licenceOf(source, citation), source.licence ?? "Not stated by the publisher");
  }
  return [...licences].map(([id, name]) => ({ "@id": id, "@type": "CreativeWork", name }));
}

/** The text of the crate's description. */
export function crateMetadata(inputs: CrateInputs): string {
  const { members, plan, machine, citation } = inputs;
  const paths = [...members.keys()];
  const own = licenceOf(undefined, citation);
  const descriptions = new Set(Object.keys(plan.data).map(croissantFile));
  const files = [...members].map(([path, content]): Entity => {
    const file = crateFile(path, content);
    if (path === PLAN) return { ...file, ...workflow(plan), license: to(own) };
    return descriptions.has(path) ? { ...file, conformsTo: to(CROISSANT) } : file;
  });
  const graph: Entity[] = [
    {
      "@id": METADATA,
      "@type": "CreativeWork",
      about: to("./"),
      conformsTo: toAll([CRATE, WORKFLOW_CRATE]),
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: `${citation.title}: run of the ${plan.profile} profile`,
      description:
        `Results, figures, report, trained models, plan and provenance of ${plan.jobs.length} jobs`,
      datePublished: citation.released,
      license: to(own),
      author: to(AGENT),
      conformsTo: toAll(Object.keys(PROFILES)),
      hasPart: toAll([...paths, ...dataIds(plan.data)]),
      mainEntity: to(PLAN),
      mentions: toAll([
        RUN,
        "#scheduling",
        ...plan.jobs.map(({ key }) => local("execution", key)),
      ]),
    },
    ...Object.entries(PROFILES).map(([id, [name, version]]): Entity => ({
      "@id": id,
      "@type": "CreativeWork",
      name,
      version,
    })),
    { "@id": CROISSANT, "@type": "CreativeWork", name: "Croissant", version: "1.1" },
    ...licenceEntities(inputs),
    ...files,
    ...Object.keys(plan.data).sort().map((name) => dataEntity(name, inputs)),
    ...crateRun(plan, paths, machine, citation),
  ];
  const context = [`${CRATE}/context`, "https://w3id.org/ro/terms/workflow-run/context"];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, null, 2)}\n`;
}
