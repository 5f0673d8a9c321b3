/** Gathers what an archive holds from the places where a run has left it. Reads alone. */
import { join } from "node:path";
import { CliError } from "../core/cli_error.ts";
import { sha256OfFile } from "../core/sha256.ts";
import { JobStore } from "../pipeline/job_store.ts";
import type { PlanDocument } from "../pipeline/plan_document.ts";
import type { Reference } from "../pipeline/reference.ts";
import {
  isPacked,
  jobFile,
  KERNEL_SOURCES,
  manifestFile,
  PROJECT_FILES,
  reportFile,
} from "./layout.ts";
import { faultOfPath } from "./member_path.ts";

/** Where a run is. */
export interface RunPlaces {
  /** The project's root. */
  readonly project: string;
  /** Holds one folder of published results for each profile. */
  readonly reports: string;
  /** Holds one folder of exported models for each profile; may be missing. */
  readonly models: string;
  /** Store of computed jobs. */
  readonly store: string;
}

/** A growing archive. */
export type Gathered = Map<string, Uint8Array<ArrayBuffer>>;

/** Paths of the files below a folder, sorted; none when it does not exist. What an interrupted write left is passed over. */
async function filesBelow(folder: string, within = ""): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(join(folder, within))) {
      const path = within === "" ? name : `${within}/${name}`;
      if (isDirectory) paths.push(...await filesBelow(folder, path));
      else if (isFile && !name.endsWith(".partial")) paths.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return paths.sort();
}

async function gather(into: Gathered, member: string, path: string): Promise<void> {
  const wrong = faultOfPath(member);
  if (wrong) {
    throw new CliError(`Cannot archive ${path} under the name ${member}: it is ${wrong}`, {
      hint: "Rename the file: letters, digits, dots, dashes and underscores",
    });
  }
  try {
    into.set(member, await Deno.readFile(path));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new CliError(`Cannot archive ${path}: there is no such file`, {
      hint: "Restore the file from the repository",
      cause,
    });
  }
}

/** Files of the repository that say with what the run was made. */
export async function gatherProject(into: Gathered, { project }: RunPlaces): Promise<void> {
  for (const path of PROJECT_FILES) await gather(into, path, join(project, path));
  const assembly = join(project, "src/kernels/assembly");
  const lines: string[] = [];
  for (const name of await filesBelow(assembly)) {
    lines.push(`${await sha256OfFile(join(assembly, name))}  assembly/${name}\n`);
  }
  into.set(KERNEL_SOURCES, new TextEncoder().encode(lines.join("")));
}

/** The published report of a profile, and its exported models if there are any. */
export async function gatherReport(
  into: Gathered,
  profile: string,
  { reports, models }: RunPlaces,
): Promise<void> {
  for (const path of await filesBelow(join(reports, profile))) {
    await gather(into, reportFile(profile, path), join(reports, profile, path));
  }
  for (const path of await filesBelow(join(models, profile))) {
    await gather(into, `models/${profile}/${path}`, join(models, profile, path));
  }
}

/**
 * Manifest and packed outputs of each job, checked against the reference.
 * @throws CliError for a job that is not stored, is damaged, or has other outputs than the reference says
 */
export async function gatherJobs(
  into: Gathered,
  plan: PlanDocument,
  reference: Reference,
  { store: folder }: RunPlaces,
): Promise<void> {
  const store = new JobStore(folder);
  const hint = `Run deno task reproduce --profile ${plan.profile}: it computes what is missing`;
  for (const { key, ids: [id] } of plan.jobs) {
    const lookup = await store.open(key);
    if (lookup.state !== "stored") {
      const reason = lookup.state === "damaged" ? lookup.reason : "it is not in the store";
      throw new CliError(`Cannot archive job ${id}: ${reason}`, { hint });
    }
    const expected = reference.jobs[id!]!.outputs;
    for (const { name, sha256 } of lookup.job.manifest.outputs) {
      if (sha256 !== expected[name]) {
        throw new CliError(
          `Cannot archive job ${id}: expected ${name} to have the published sha256 ` +
            `${expected[name] ?? "of no such output"}, got ${sha256}`,
          { hint: `Compare with deno task reproduce --profile ${plan.profile}` },
        );
      }
      if (isPacked(name)) await gather(into, jobFile(key, name), join(lookup.job.folder, name));
    }
    await gather(into, manifestFile(key), join(lookup.job.folder, "job.json"));
  }
}

/**
 * Throws unless the published reference is that of the plan.
 * @throws CliError that names the first job, or the first input, that differs
 */
export function requireSameRun(plan: PlanDocument, reference: Reference): void {
  const differs = (what: string, expected: unknown, got: unknown): CliError =>
    new CliError(
      `Cannot archive the ${plan.profile} profile as its published results are of another version: ` +
        `${what}: expected ${expected}, got ${got}`,
      { hint: `Publish again with deno task reproduce --profile ${plan.profile} --publish` },
    );
  for (const what of ["profile", "engine", "streams", "kernel"] as const) {
    if (plan[what] !== reference[what]) throw differs(what, plan[what], reference[what]);
  }
  const published = new Set(Object.keys(reference.jobs));
  for (const { key, ids } of plan.jobs) {
    for (const id of ids) {
      const got = reference.jobs[id]?.key;
      if (got !== key) throw differs(`key of ${id}`, key, got ?? "none");
      published.delete(id);
    }
  }
  const [extra] = published;
  if (extra !== undefined) throw differs(`key of ${extra}`, "no such job", "one");
}
