/** Whether the documents of an archive agree with each other and with its members, down to the keys of jobs. */
import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import { jobKey } from "../pipeline/job_key.ts";
import { keyOfEntry, type PlannedEntry } from "../pipeline/plan_document.ts";
import { type Check, check, fault } from "./check.ts";
import type { Documents } from "./documents.ts";
import { isPacked, jobFile, KERNELS } from "./layout.ts";
import type { Members } from "./members.ts";

function hashOf(members: Members, path: string): string {
  const content = members.get(path);
  return content ? sha256(content) : "missing";
}

function checkInputs(members: Members, { plan, reference, sources }: Documents): Check[] {
  const rows = [check(`kernels of the plan`, plan.kernel, hashOf(members, KERNELS))];
  for (const [name, hash] of Object.entries(plan.data)) {
    rows.push(check(`data ${name} of the plan`, sources?.datasets[name]?.sha256 ?? "none", hash));
  }
  if (!reference) return rows;
  for (const what of ["profile", "engine", "streams", "kernel"] as const) {
    rows.push(check(`${what} of the reference`, String(plan[what]), String(reference[what])));
  }
  rows.push(
    check("data of the reference", canonicalJson(plan.data), canonicalJson(reference.data)),
  );
  return rows;
}

/** A job's key from its own content, its manifest, its packed outputs and the published hashes. */
function checkJob(entry: PlannedEntry, members: Members, documents: Documents): Check[] {
  const { plan, reference, manifests } = documents;
  const { key, ids } = entry;
  const rows = [check(`key of ${ids[0]}`, key, keyOfEntry(entry, plan))];
  const manifest = manifests.get(key);
  if (!manifest) return rows;
  rows.push(check(`key in the manifest of ${ids[0]}`, key, jobKey(manifest)));
  const outputs: Record<string, string> = {};
  for (const { name, sha256 } of manifest.outputs) {
    outputs[name] = sha256;
    if (isPacked(name)) {
      rows.push(check(`${name} of ${ids[0]}`, sha256, hashOf(members, jobFile(key, name))));
    }
  }
  for (const id of ids) {
    const published = reference?.jobs[id];
    if (!published) {
      rows.push(fault(`reference of ${id}`, key, "missing"));
      continue;
    }
    rows.push(
      check(`key in the reference of ${id}`, key, published.key),
      check(
        `outputs in the reference of ${id}`,
        canonicalJson(outputs),
        canonicalJson(published.outputs),
      ),
    );
  }
  return rows;
}

/** Every place in the results that says which job a number comes from, whatever the part of the study. */
function* provenanceIn(value: unknown): Generator<{ job: string; key: string; weights?: string }> {
  if (value === null || typeof value !== "object") return;
  if ("job" in value && typeof value.job === "string") {
    const { job, key, weights } = value as { job: string; key?: unknown; weights?: unknown };
    if (typeof key === "string") {
      yield { job, key, ...(typeof weights === "string" && { weights }) };
    }
  }
  for (const item of Object.values(value)) yield* provenanceIn(item);
}

function checkResults({ plan, reference, results }: Documents): Check[] {
  if (!results || !reference) return [];
  const { profile, provenance } = results as {
    profile: string;
    provenance: { engine: number; kernel: string; data: Record<string, { sha256: string }> };
  };
  const rows = [
    check("profile of the results", plan.profile, profile),
    check("engine of the results", String(plan.engine), String(provenance.engine)),
    check("kernels of the results", plan.kernel, provenance.kernel),
  ];
  for (const [name, { sha256 }] of Object.entries(provenance.data)) {
    rows.push(check(`data ${name} of the results`, plan.data[name] ?? "none", sha256));
  }
  for (const { job, key, weights } of provenanceIn(results)) {
    const published = reference.jobs[job];
    rows.push(check(`key of ${job} in the results`, published?.key ?? "no such job", key));
    if (weights !== undefined) {
      const expected = published?.outputs["weights.safetensors"] ?? "none";
      rows.push(check(`weights of ${job} in the results`, expected, weights));
    }
  }
  return rows;
}

/** Members that look like a job's but are no output of it. */
function checkStrays(members: Members, { manifests }: Documents): Check[] {
  const expected = new Set([...manifests].flatMap(([key, { outputs }]) => [
    jobFile(key, "job.json"),
    ...outputs.filter(({ name }) => isPacked(name)).map(({ name }) => jobFile(key, name)),
  ]));
  return [...members.keys()].filter((path) => path.startsWith("jobs/") && !expected.has(path))
    .map((path) => fault(path, "an output of a job of the plan", "a file that no job names"));
}

/** One row for each agreement. */
export function checkReferences(members: Members, documents: Documents): Check[] {
  const { plan, reference } = documents;
  const planned = new Set(plan.jobs.flatMap(({ ids }) => ids));
  const extra = Object.keys(reference?.jobs ?? {}).filter((id) => !planned.has(id));
  return [
    ...checkInputs(members, documents),
    ...plan.jobs.flatMap((entry) => checkJob(entry, members, documents)),
    ...extra.map((id) => fault(`reference of ${id}`, "no such job", "present")),
    ...checkResults(documents),
    ...checkStrays(members, documents),
  ];
}
