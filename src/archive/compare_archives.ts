import { canonicalJson } from "../core/canonical_json.ts";
import { sha256 } from "../core/sha256.ts";
import type { Reference } from "../pipeline/reference.ts";
import { type Check, check } from "./check.ts";
import type { Documents } from "./documents.ts";

/** What two runs are compared by: the weights of a job, or all of its outputs where it has none. */
function hashOf(reference: Reference, id: string): string {
  const outputs = reference.jobs[id]?.outputs;
  if (!outputs) return "none";
  return outputs["weights.safetensors"] ?? sha256(canonicalJson(outputs));
}

/** Compares two sound archives: what their keys are made of, each job's key and outputs, and the results. */
export function compareArchives(other: Documents, own: Documents): Check[] {
  const expected = other.reference, got = own.reference;
  if (!expected || !got) throw new Error("Cannot compare archives that are not sound");
  const rows = (["profile", "engine", "streams", "kernel"] as const)
    .map((what) => check(what, String(expected[what]), String(got[what])));
  const union = (a: object, b: object): string[] =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  for (const name of union(expected.data, got.data)) {
    rows.push(check(`data ${name}`, expected.data[name] ?? "none", got.data[name] ?? "none"));
  }
  for (const id of union(expected.jobs, got.jobs)) {
    const same = canonicalJson(expected.jobs[id] ?? null) === canonicalJson(got.jobs[id] ?? null);
    rows.push(
      check(`key of ${id}`, expected.jobs[id]?.key ?? "none", got.jobs[id]?.key ?? "none"),
      { what: id, expected: hashOf(expected, id), got: hashOf(got, id), equal: same },
    );
  }
  const hashOfResults = (results: unknown): string => sha256(JSON.stringify(results ?? null));
  rows.push(check("results", hashOfResults(other.results), hashOfResults(own.results)));
  return rows;
}
