import { createHash } from "node:crypto";
import { CliError } from "../core/cli_error.ts";
import { parsePowerSeries } from "./power_series.ts";
import { type ArchiveContent, type ArchiveOptions, readArchive } from "./source_archive.ts";
import type { Source } from "./sources.ts";
import { checkZipMember, readZipMember } from "./zip_member.ts";

/** A source that is one member of a zip archive. */
export interface ArchiveSource extends Source {
  /** Always given. */
  readonly member: NonNullable<Source["member"]>;
}

/**
 * Finds the household power archive and parses it: in the mirror if one is named and holds it, else among the downloads,
 * else from the publisher.
 *
 * @returns content [260,640]: in kW
 * @throws CliError when the mirror is no readable folder, the archive cannot be had, or cannot be read
 */
export function derivePowerSeries(
  source: ArchiveSource,
  options: ArchiveOptions,
): Promise<ArchiveContent<Float32Array<ArrayBuffer>>> {
  return readArchive(source, {
    official: (path) => parseOfficial(source, path),
    copy: (path, name) => parsePowerSeries(readZipMember(path, { name }), path),
    check: (path) => checkZipMember(path, source.member),
  }, options);
}

/** Parses the official archive; its text must have the pinned hash. */
async function parseOfficial(
  source: ArchiveSource,
  path: string,
): Promise<Float32Array<ArrayBuffer>> {
  const hash = createHash("sha256");
  const series = await parsePowerSeries(hashing(readZipMember(path, source.member), hash), path);
  const found = hash.digest("hex");
  if (found !== source.member.sha256) {
    throw new CliError(
      `Cannot accept ${path}: expected ${source.member.name} with sha256 ${source.member.sha256}, ` +
        `got ${found}`,
      { hint: "Remove the file and fetch it again, or name a mirror with --mirror" },
    );
  }
  return series;
}

async function* hashing(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
