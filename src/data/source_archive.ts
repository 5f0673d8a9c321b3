/**
 * Finds a publisher's archive: in the mirror if one is named and holds it, else among the downloads, else at the publisher's.
 * What is in it is the business of the reader that is handed in.
 */
import { join } from "node:path";
import { CliError } from "../core/cli_error.ts";
import { download, type DownloadEffects } from "./download.ts";
import type { Source } from "./sources.ts";

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

/** Makes content of an archive. All throw a `CliError` for what is wrong with it. */
export interface ArchiveReader<Content> {
  /** Reads the publisher's own file. */
  readonly official: (path: string) => Promise<Content>;
  /** Reads a repacked copy. */
  readonly copy: (path: string, member: string) => Promise<Content>;
  /** Looks into a complete download before it gets its name. */
  readonly check?: (path: string) => Promise<void>;
}

/** What an archive gave, and which one it was. */
export interface ArchiveContent<Content> {
  /** As the reader made it. */
  readonly content: Content;
  /** Whether a mirror, an earlier or a new download gave the archive. */
  readonly from: "mirror" | "download";
  /** The archive. */
  readonly path: string;
}

/**
 * Finds a source's archive and reads it. A download that was damaged since is set aside, with a notice, and fetched again.
 *
 * @throws CliError when the mirror is no readable folder, the archive cannot be had, or cannot be read
 */
export async function readArchive<Content>(
  source: Source,
  reader: ArchiveReader<Content>,
  options: ArchiveOptions,
): Promise<ArchiveContent<Content>> {
  if (options.mirror !== undefined) {
    const found = await findInMirror(source, options.mirror);
    if (found !== undefined) {
      const { path, member } = found;
      const content = member === undefined
        ? await reader.official(path)
        : await reader.copy(path, member);
      return { content, from: "mirror", path };
    }
    options.notice(
      `The mirror ${options.mirror} does not hold ${source.title}: asking the publisher`,
    );
  }
  const path = join(options.downloads, source.file);
  if (await exists(path)) {
    try {
      return { content: await reader.official(path), from: "download", path };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      await Deno.rename(path, `${path}.damaged`);
      options.notice(`${error.message}. It was set aside as ${path}.damaged and is fetched again`);
    }
  }
  await fetchArchive(source, path, reader.check, options.effects);
  return { content: await reader.official(path), from: "download", path };
}

/** Tries the publisher's addresses in turn; the last one's failure is reported. */
async function fetchArchive(
  source: Source,
  path: string,
  check: ArchiveReader<unknown>["check"],
  effects: DownloadEffects,
): Promise<void> {
  let failure: unknown;
  for (const url of source.urls) {
    try {
      return await download(
        { url, path, ...source.archive, ...(check !== undefined && { check }) },
        effects,
      );
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** The archive in the mirror, if it holds one: the official file, without a member, before a copy. */
async function findInMirror(
  source: Source,
  mirror: string,
): Promise<{ path: string; member?: string } | undefined> {
  try {
    if (!await exists(mirror) || !(await Deno.stat(mirror)).isDirectory) {
      throw new CliError(`Cannot read the mirror ${mirror}: there is no such folder`, {
        hint: "Correct --mirror or UNROLL_MIRROR, or leave it out to download from the publisher",
      });
    }
    const official = join(mirror, source.file);
    if (await exists(official)) return { path: official };
    for (const { file, member } of source.mirrors) {
      const path = join(mirror, file);
      if (await exists(path)) return { path, member };
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
