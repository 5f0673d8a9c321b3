/** Opens archives that were fetched, and says what a file is that is none: the start of a web page, say, or nothing. */
import { CliError } from "../core/cli_error.ts";

/** A kind of archive. */
export interface ArchiveKind {
  /** Bytes that every such archive begins with. */
  readonly magic: readonly number[];
  /** The error for a file that is none. */
  readonly unreadable: (path: string, reason: string) => CliError;
}

/** Enough of a file to tell what it is. */
const START = 64;

async function openFile(path: string, { unreadable }: ArchiveKind): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw unreadable(path, "there is no such file");
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new CliError(`Cannot read ${path}: the system denies access`, {
        hint: "Make the file readable",
        cause: error,
      });
    }
    throw error;
  }
}

/** Checks the first bytes and rewinds. */
async function checkStart(file: Deno.FsFile, path: string, kind: ArchiveKind): Promise<void> {
  if (!(await file.stat()).isFile) throw kind.unreadable(path, "it is not a file");
  const bytes = new Uint8Array(START);
  const count = await file.read(bytes) ?? 0;
  if (kind.magic.some((byte, i) => bytes[i] !== byte)) {
    const start = new TextDecoder().decode(bytes.subarray(0, count)).trimStart();
    if (count === 0) throw kind.unreadable(path, "it is empty");
    if (/^<(!doctype|html)/i.test(start)) throw kind.unreadable(path, "it is a web page");
    throw kind.unreadable(path, `it begins with ${JSON.stringify(start.slice(0, 16))}`);
  }
  await file.seek(0, Deno.SeekMode.Start);
}

/**
 * Opens an archive at its first byte; the caller closes it.
 * @throws CliError when there is no such file, or it does not begin as its kind does
 */
export async function openArchive(path: string, kind: ArchiveKind): Promise<Deno.FsFile> {
  const file = await openFile(path, kind);
  try {
    await checkStart(file, path, kind);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
