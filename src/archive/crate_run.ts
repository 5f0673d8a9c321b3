/**
 * The run in the terms of Provenance Run Crate 0.5: the plan is the workflow, each job a step of it and an execution of the
 * tool that computes its kind. Nothing says when: the project's artefacts hold no clock.
 */
import { canonicalJson } from "../core/canonical_json.ts";
import type { PlanDocument, PlannedEntry } from "../pipeline/plan_document.ts";
import type { Machine } from "../report/timings.ts";
import type { Citation } from "./citation.ts";
import { type Entity, local, to, toAll } from "./entity.ts";
import { jobFile, PLAN } from "./layout.ts";

const ENGINE = "#engine";
/** The agent and the execution of the whole. */
export const AGENT = "#authors", RUN = "#run";

/** How identifiers of data sets begin. */
export const DATA_SCHEME = "ni:///sha-256;";

/** Identifiers of data sets, in the order of their names. */
export function dataIds(data: Readonly<Record<string, string>>): string[] {
  return Object.keys(data).sort().map((name) => dataId(data[name]!));
}

/**
 * The entity of a data set that jobs read. An archive leaves its values out, so that it has no path and is named by its hash:
 * an absolute URI of RFC 6920.
 */
export function dataId(sha256: string): string {
  const digest = Uint8Array.fromHex(sha256);
  return `${DATA_SCHEME}${digest.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

/** The execution of a job. */
function executionId({ key }: PlannedEntry): string {
  return local("execution", key);
}

function stepId({ ids: [id] }: PlannedEntry): string {
  return local("step", id!);
}

function toolId(kind: string): string {
  return local("tool", kind);
}

function parameterId(name: string): string {
  return local("parameter", name);
}

/** What the workflow adds to the entity of `plan.json`. */
export function workflow({ profile, jobs, data }: PlanDocument): Omit<Entity, "@id"> {
  return {
    "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
    name: `Plan of the ${profile} profile`,
    programmingLanguage: to("#plan-language"),
    author: to(AGENT),
    hasPart: toAll(new Set(jobs.map(({ kind }) => toolId(kind)))),
    step: toAll(jobs.map(stepId)),
    input: toAll(Object.keys(data).sort().map(parameterId)),
  };
}

/** Members that a job has written, as far as they are packed. */
function results(job: PlannedEntry, paths: readonly string[]): string[] {
  return paths.filter((path) => path.startsWith(jobFile(job.key, "")));
}

function jobEntities(
  job: PlannedEntry,
  position: number,
  jobs: ReadonlyMap<string, PlannedEntry>,
  paths: readonly string[],
): Entity[] {
  const name = job.ids.join(", ");
  return [
    {
      "@id": stepId(job),
      "@type": "HowToStep",
      name,
      position: String(position),
      workExample: to(toolId(job.kind)),
    },
    {
      "@id": local("control", job.key),
      "@type": "ControlAction",
      name: `Scheduling of ${name}`,
      instrument: to(stepId(job)),
      object: to(executionId(job)),
    },
    {
      "@id": executionId(job),
      "@type": "CreateAction",
      name,
      identifier: job.key,
      description: canonicalJson(job.config),
      instrument: to(toolId(job.kind)),
      agent: to(AGENT),
      object: toAll([
        ...dataIds(job.data),
        ...job.needs.flatMap((need) => results(jobs.get(need)!, paths)),
      ]),
      result: toAll(results(job, paths)),
      actionStatus: to("http://schema.org/CompletedActionStatus"),
    },
  ];
}

/** Every entity of the run but the files and the data sets. */
export function crateRun(
  plan: PlanDocument,
  paths: readonly string[],
  machine: Machine,
  citation: Citation,
): Entity[] {
  const jobs = new Map(plan.jobs.map((job) => [job.key, job]));
  const runtime = `#${encodeURI(machine.runtime)}`;
  const [runtimeName, runtimeVersion = ""] = machine.runtime.split(" ");
  return [
    {
      "@id": "#plan-language",
      "@type": "ComputerLanguage",
      name: "Plan of jobs in JSON",
      identifier: "unroll-plan/1",
      version: "1",
    },
    ...Object.keys(plan.data).sort().map((name): Entity => ({
      "@id": parameterId(name),
      "@type": "FormalParameter",
      additionalType: "File",
      name,
      workExample: to(dataId(plan.data[name]!)),
    })),
    ...[...new Set(plan.jobs.map(({ kind }) => kind))].map((kind): Entity => ({
      "@id": toolId(kind),
      "@type": "SoftwareApplication",
      name: `${citation.title}: ${kind}`,
      softwareVersion: `engine ${plan.engine}, kernels ${plan.kernel}`,
    })),
    {
      "@id": ENGINE,
      "@type": "SoftwareApplication",
      name: citation.title,
      softwareVersion: `engine ${plan.engine}, random streams ${plan.streams}`,
      softwareRequirements: to(runtime),
      operatingSystem: machine.system,
      processorRequirements: `${machine.processor}, ${machine.cores} logical cores`,
    },
    {
      "@id": runtime,
      "@type": "SoftwareApplication",
      name: runtimeName!,
      softwareVersion: runtimeVersion,
      url: "https://deno.com/",
    },
    {
      "@id": AGENT,
      "@type": "Organization",
      name: citation.authors.join(", "),
    },
    {
      "@id": "#scheduling",
      "@type": "OrganizeAction",
      name: `Run of ${citation.title}`,
      instrument: to(ENGINE),
      agent: to(AGENT),
      object: toAll(plan.jobs.map(({ key }) => local("control", key))),
      result: to(RUN),
    },
    {
      "@id": RUN,
      "@type": "CreateAction",
      name: `Run of the ${plan.profile} profile`,
      description: `deno task reproduce --profile ${plan.profile}`,
      instrument: to(PLAN),
      agent: to(AGENT),
      object: toAll(dataIds(plan.data)),
      result: toAll(paths.filter((path) => /^(reports|models|jobs)\//.test(path))),
      actionStatus: to("http://schema.org/CompletedActionStatus"),
    },
    ...plan.jobs.flatMap((job, position) => jobEntities(job, position, jobs, paths)),
  ];
}
