/** What an archive holds, however it is stored. */
import { CliError } from "../core/cli_error.ts";
import type { Check } from "./check.ts";
import { readFolder } from "./folder.ts";
import { readZip } from "./zip.ts";

/** Content of each member by its path, in the order of paths. */
export type Members = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** An archive as read: what can be trusted no further than its checks say. */
export interface OpenedArchive {
  /** Members with safe paths. */
  readonly members: Members;
  /** What was found wrong, or right, with the file or folder that holds them. */
  readonly checks: readonly Check[];
}

/**
 * Reads an archive, a zip file or a folder, into memory; writes nothing.
 * @throws CliError when there is no such file or folder, or it may not be read
 */
export async function openArchive(path: string): Promise<OpenedArchive> {
  try {
    const { isDirectory } = await Deno.stat(path);
    return isDirectory ? await readFolder(path) : await readZip(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) {
      throw new CliError(`Cannot find an archive at ${path}`, {
        hint: "Make one with deno task archive",
        cause,
      });
    }
    if (cause instanceof Deno.errors.PermissionDenied) {
      throw new CliError(`Cannot read ${path}: the system denies access`, {
        hint: "Make it readable",
        cause,
      });
    }
    throw cause;
  }
}

/** Text of a member. */
export function textOf(content: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
}
