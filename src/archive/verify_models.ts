/** Whether exported models are what the packed weights give: each is exported again from them, and has to be the same file. */
import { sha256 } from "../core/sha256.ts";
import { exportedFile, type FinishedJob, modelSlug } from "../onnx/export_job.ts";
import type { Variant } from "../onnx/model_metadata.ts";
import { type Check, check, fault } from "./check.ts";
import type { Documents } from "./documents.ts";
import { jobFile } from "./layout.ts";
import type { Members } from "./members.ts";

/** Endings of models' files; the longer of two that fit comes first. A card says in words what these hold, and is not looked at. */
const ENDINGS: readonly (readonly [ending: string, variant: Variant | "weights"])[] = [
  [".explain.onnx", "explain"],
  [".onnx", "plain"],
  [".safetensors", "weights"],
];

/** Every job of the plan as the export reads it, from what the archive holds of it, by id. */
function jobsOf(members: Members, { plan, manifests }: Documents): Map<string, FinishedJob> {
  return new Map(plan.jobs.flatMap(({ key, ids }) => {
    const manifest = manifests.get(key);
    if (manifest === undefined) return [];
    const read = (name: string): Promise<Uint8Array> => {
      const content = members.get(jobFile(key, name));
      return content ? Promise.resolve(content) : Promise.reject(new Error(`${name} is missing`));
    };
    return ids.map((name) => [name, { ...manifest, name, key, read }] as const);
  }));
}

/** Sha256 of a file as the export would write it, or why it would not. */
async function expectedHash(job: FinishedJob, variant: Variant | "weights"): Promise<string> {
  try {
    return sha256(
      variant === "weights"
        ? await job.read("weights.safetensors")
        : (await exportedFile(job, variant)).bytes,
    );
  } catch (error) {
    return (error as Error).message;
  }
}

async function checkFiles(
  members: Members,
  profile: string,
  jobs: ReadonlyMap<string, FinishedJob>,
): Promise<Check[]> {
  const bySlug = new Map([...jobs].map(([id, job]) => [modelSlug(id), job]));
  const rows: Check[] = [], folder = `models/${profile}/`;
  for (const [path, content] of members) {
    const found = ENDINGS.find(([ending]) => path.startsWith(folder) && path.endsWith(ending));
    if (found === undefined) continue;
    const job = bySlug.get(path.slice(folder.length, -found[0].length));
    rows.push(
      job === undefined
        ? fault(path, "a model of a job of the plan", "a file that no job names")
        : check(path, await expectedHash(job, found[1]), sha256(content)),
    );
  }
  return rows;
}

async function checkScores(
  { exports }: Documents,
  jobs: ReadonlyMap<string, FinishedJob>,
): Promise<Check[]> {
  const rows: Check[] = [];
  for (const { job: id, key, file } of exports?.models ?? []) {
    const job = jobs.get(id);
    rows.push(check(`key of ${id} in the scores of exports`, job?.key ?? "no such job", key));
    if (job === undefined) continue;
    rows.push(
      check(`file of ${id} in the scores of exports`, await expectedHash(job, "plain"), file),
    );
  }
  return rows;
}

/** One row for each file of a model, and two for each model that was scored. */
export async function checkModels(members: Members, documents: Documents): Promise<Check[]> {
  const jobs = jobsOf(members, documents);
  return [
    ...await checkFiles(members, documents.plan.profile, jobs),
    ...await checkScores(documents, jobs),
  ];
}
