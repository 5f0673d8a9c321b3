/**
 * Verifies an archive without training anything: the container, the hash of every member, every schema, every reference from
 * one document to another, and every exported model, which is made again from the packed weights. The numbers of results and
 * report are not computed again. Holds the archive in memory, and writes nothing.
 */
import type { Check } from "./check.ts";
import { checkChecksums } from "./checksums.ts";
import { type Documents, readDocuments } from "./documents.ts";
import { openArchive } from "./members.ts";
import { checkCrate } from "./verify_crate.ts";
import { checkModels } from "./verify_models.ts";
import { checkReferences } from "./verify_references.ts";

/** What a verification has found. */
export interface Verification {
  /** Every row, passed or failed, in the order of looking. */
  readonly checks: readonly Check[];
  /** Whether every row has passed. */
  readonly equal: boolean;
  /** What the archive says; only of a sound one may it be believed. */
  readonly documents: Documents | undefined;
}

/**
 * Verifies the zip file or the folder at `path`.
 * @throws CliError when there is none, or it may not be read
 */
export async function verifyArchive(path: string): Promise<Verification> {
  const { members, checks: container } = await openArchive(path);
  const { checks: schemas, documents } = readDocuments(members);
  const checks = [
    ...container,
    ...checkChecksums(members),
    ...schemas,
    ...checkCrate(members),
    ...(documents ? checkReferences(members, documents) : []),
    ...(documents ? await checkModels(members, documents) : []),
  ];
  return { checks, equal: checks.every(({ equal }) => equal), documents };
}
