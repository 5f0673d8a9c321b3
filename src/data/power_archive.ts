import { createHash } from "node:crypto";
import { join } from "node:path";
import { CliError } from "../core/cli_error.ts";
import { download, type DownloadEffects } from "./download.ts";
import { parsePowerSeries } from "./power_series.ts";
import type { Source } from "./sources.ts";
import { checkZipMember, readZipMember } from "./zip_member.ts";

/** A source that is one member of a zip archive. */
export interface ArchiveSource extends Source {
  /** Always given. */
  readonly member: NonNullable<Source["member"]>;
}

/** Where archives are looked for, and what is told meanwhile. */
export interface ArchiveOptions {
  /** Folder of downloaded archives. */
  readonly downloads: string;
  /** A folder that is asked first. */
  readonly mirror?: string;
  /** Is told what happens beside the main path, in a sentence. */
  readonly notice: (message: string) => void;
  /** What a download touches. */
  readonly effects: DownloadEffects;
}

/** A series and the file that it was read from. */
export interface DerivedSeries {
  /** [260,640]: in kW. */
  readonly series: Float32Array<ArrayBuffer>;
  /** Whether a mirror, an earlier or a new download gave the archive. */
  readonly from: "mirror" | "download";
  /** The archive. */
  readonly path: string;
}

/**
 * Finds the household power archive and parses it: in the mirror if one is named and holds it, else among the downloads,
 * else from the publisher.
 *
 * @throws CliError when the mirror is no readable folder, the archive cannot be had, or cannot be read
 */
export async function derivePowerSeries(
  source: ArchiveSource,
  options: ArchiveOptions,
): Promise<DerivedSeries> {
  const mirrored = options.mirror === undefined
    ? undefined
    : await findInMirror(source, options.mirror);
  if (mirrored !== undefined) {
    const series = mirrored.isOfficial
      ? await parseOfficial(source, mirrored.path)
      : await parsePowerSeries(readZipMember(mirrored.path, mirrored.member), mirrored.path);
    return { series, from: "mirror", path: mirrored.path };
  }
  if (options.mirror !== undefined) {
    options.notice(
      `The mirror ${options.mirror} does not hold ${source.title}: asking the publisher`,
    );
  }
  const path = join(options.downloads, source.file);
  if (await exists(path)) {
    try {
      return { series: await parseOfficial(source, path), from: "download", path };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      await Deno.rename(path, `${path}.damaged`);
      options.notice(`${error.message}. It was set aside as ${path}.damaged and is fetched again`);
    }
  }
  await fetchArchive(source, path, options.effects);
  return { series: await parseOfficial(source, path), from: "download", path };
}

/** Tries the publisher's addresses in turn; the last one's failure is reported. */
async function fetchArchive(
  source: ArchiveSource,
  path: string,
  effects: DownloadEffects,
): Promise<void> {
  let failure: unknown;
  for (const url of source.urls) {
    try {
      const check = (file: string): Promise<void> => checkZipMember(file, source.member);
      return await download({ url, path, ...source.archive, check }, effects);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
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

/** The archive in the mirror, if it holds one: the official file before a copy. */
async function findInMirror(
  source: ArchiveSource,
  mirror: string,
): Promise<{ path: string; isOfficial: boolean; member: { name: string } } | undefined> {
  const candidates = [
    { file: source.file, member: source.member.name, isOfficial: true },
    ...source.mirrors.map((copy) => ({ ...copy, isOfficial: false })),
  ];
  try {
    if (!await exists(mirror) || !(await Deno.stat(mirror)).isDirectory) {
      throw new CliError(`Cannot read the mirror ${mirror}: there is no such folder`, {
        hint: "Correct --mirror or UNROLL_MIRROR, or leave it out to download from the publisher",
      });
    }
    for (const { file, member, isOfficial } of candidates) {
      const path = join(mirror, file);
      if (await exists(path)) return { path, isOfficial, member: { name: member } };
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    throw new CliError(`Cannot read the mirror ${mirror}: the system denies access`, {
      hint: "Make the folder readable, or leave out --mirror to download from the publisher",
      cause: error,
    });
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
