/** Packs a published run, with all that is needed to check and repeat it, into one file. */
import { join } from "node:path";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { sha256 } from "../core/sha256.ts";
import { parseSources } from "../data/sources.ts";
import type { PlanDocument } from "../pipeline/plan_document.ts";
import { readReference } from "../pipeline/reference.ts";
import { parseTimings } from "../report/timings.ts";
import { CHECKSUMS, formatChecksums } from "./checksums.ts";
import { parseCitation } from "./citation.ts";
import { crateMetadata } from "./crate.ts";
import { croissant } from "./croissant.ts";
import { croissantFile, METADATA, PLAN, reportFile } from "./layout.ts";
import { type Members, textOf } from "./members.ts";
import {
  type Gathered,
  gatherJobs,
  gatherProject,
  gatherReport,
  requireSameRun,
  type RunPlaces,
} from "./run_files.ts";
import { sorted, writeZip } from "./zip.ts";

/** An archive that was written. */
export interface WrittenArchive {
  /** Where it is. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
  /** Its hash, which depends on the run alone. */
  readonly sha256: string;
  /** Number of its members. */
  readonly members: number;
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/**
 * The members of a run's archive.
 * @throws CliError when something is missing, damaged or belongs to another version
 */
export async function gatherRun(plan: PlanDocument, places: RunPlaces): Promise<Members> {
  const { profile } = plan;
  const reference = await readReference(join(places.reports, profile, "reference.json"));
  requireSameRun(plan, reference);
  const members: Gathered = new Map();
  await gatherProject(members, places);
  await gatherReport(members, profile, places);
  await gatherJobs(members, plan, reference, places);
  members.set(PLAN, json(plan));

  const citation = parseCitation(textOf(members.get("CITATION.cff")!));
  const sources = parseSources(textOf(members.get("data/sources.json")!), "data/sources.json");
  for (const name of Object.keys(plan.data)) {
    members.set(croissantFile(name), json(croissant(name, sources, citation)));
  }
  const timings = members.get(reportFile(profile, "timings.json"));
  if (!timings) {
    throw new CliError(`Cannot archive the ${profile} profile: its report has no timings.json`, {
      hint: `Publish it with deno task reproduce --profile ${profile} --publish`,
    });
  }
  const { machine } = parseTimings(JSON.parse(textOf(timings)));
  const described = new Map(sorted(members));
  const metadata = crateMetadata({ members: described, plan, sources, machine, citation });
  described.set(METADATA, new TextEncoder().encode(metadata));
  described.set(CHECKSUMS, new TextEncoder().encode(formatChecksums(described)));
  return described;
}

/**
 * Writes the archive of a run to `path`, whole or not at all.
 * @throws CliError as {@linkcode gatherRun}
 */
export async function archiveRun(
  plan: PlanDocument,
  places: RunPlaces,
  path: string,
): Promise<WrittenArchive> {
  const members = await gatherRun(plan, places);
  const bytes = await writeZip(members);
  await writeFileAtomically(path, bytes);
  return { path, bytes: bytes.length, sha256: sha256(bytes), members: members.size };
}
