import { type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { CliError } from "../core/cli_error.ts";
import { type ArchiveKind, openArchive } from "./archive_file.ts";

/** Random access to an open file, for zip.js; reads run one after the other, as they share the file's position. */
class OpenFileReader extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(file: Deno.FsFile) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#file.stat()).size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const result = this.#queue.then(() => this.#read(index, length));
    this.#queue = result.catch(() => {});
    return result;
  }

  async #read(index: number, length: number): Promise<Uint8Array> {
    await this.#file.seek(index, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = await this.#file.read(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }
}

/** A member of a zip archive, as sources name it. */
export interface ZipMember {
  /** Its whole name within the archive. */
  readonly name: string;
  /** Its size when unpacked, if known. */
  readonly bytes?: number;
}

function unreadable(path: string, reason: string, cause?: unknown): CliError {
  return new CliError(`Cannot read ${path} as a zip archive: ${reason}`, {
    hint: "Remove the file and fetch it again",
    cause,
  });
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");

/** The header of a member: an archive without one is of no use here. */
const ZIP: ArchiveKind = { magic: [0x50, 0x4b, 0x03, 0x04], unreadable };

/** Opens the archive, finds the member and hands both to `use`; closes them afterwards. */
async function* withMember<T>(
  path: string,
  member: ZipMember,
  use: (entry: FileEntry) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  using file = await openArchive(path, ZIP);
  const reader = new ZipReader(new OpenFileReader(file), {
    useWebWorkers: false,
    checkSignature: true,
  });
  try {
    const entries = await reader.getEntries();
    const entry = entries.find((entry) => entry.filename === member.name);
    if (entry === undefined || entry.directory) {
      const names = entries.slice(0, 8).map((entry) => entry.filename).join(", ");
      throw unreadable(path, `expected a member ${member.name}, got ${names || "none"}`);
    }
    if (member.bytes !== undefined && entry.uncompressedSize !== member.bytes) {
      throw unreadable(
        path,
        `expected ${member.name} to have ${member.bytes} bytes, got ${entry.uncompressedSize}`,
      );
    }
    yield* use(entry);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw unreadable(path, messageOf(error), error);
  } finally {
    await reader.close().catch(() => {});
  }
}

/**
 * Checks without unpacking that a file is a zip archive whose directory holds the member, with its size if known. An archive
 * that was cut short fails, since the directory stands at its end.
 *
 * @throws CliError that says what is there instead
 */
export async function checkZipMember(path: string, member: ZipMember): Promise<void> {
  async function* nothing(): AsyncGenerator<never> {}
  for await (const _ of withMember(path, member, nothing));
}

/**
 * Unpacks a member of a zip archive as a stream, and checks its CRC-32 at the end: the last chunk may have been handed out
 * when the error comes, so nothing may be made final before the stream has ended.
 *
 * @throws CliError when the file is no archive, lacks the member, is cut short or fails the check
 */
export async function* readZipMember(
  path: string,
  member: ZipMember,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* withMember(path, member, async function* (entry) {
    const { readable, writable } = new TransformStream<
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>
    >();
    const unpacked = entry.getData(writable);
    // Its failure reaches the reader through the stream, or is awaited below.
    unpacked.catch(() => {});
    yield* readable;
    await unpacked;
  });
}
