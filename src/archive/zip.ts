/**
 * The zip form of an archive. Its bytes are a function of its members alone: sorted, stored without compression (deflate
 * differs between versions, processors and libraries, and weights hardly shrink), one date, one mode, no extra fields.
 * Hence a reader can pack again what it has read and compare: no byte is beyond the check, headers included, and nothing
 * can be inflated.
 */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js";
import { type Check, check, fault } from "./check.ts";
import { faultOfPath } from "./member_path.ts";
import type { Members, OpenedArchive } from "./members.ts";

/** Largest archive that is read, in bytes. */
export const LARGEST_ARCHIVE = 2 ** 30;

/** Most members that are read. */
export const MOST_MEMBERS = 20_000;

const SYMBOLIC_LINK = 0o120000, FILE_TYPE = 0o170000;

/** Packs members. The same members give the same bytes, on every machine and in every time zone. */
export async function writeZip(members: Members): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    // The format's first day, in local time as the format has it.
    lastModDate: new Date(1980, 0, 1),
    extendedTimestamp: false,
    dataDescriptor: false,
    useUnicodeFileNames: false,
    useWebWorkers: false,
    msDosCompatible: false,
    unixMode: 0o100644,
    zip64: false,
  });
  for (const [path, content] of sorted(members)) {
    await writer.add(path, new Uint8ArrayReader(content));
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

/** Members in the order of their paths' UTF-16 code units. */
export function sorted(members: Members): [string, Uint8Array<ArrayBuffer>][] {
  return [...members].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Where two byte arrays begin to differ, or `undefined`. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return a.length === b.length ? undefined : length;
}

type Entry = Awaited<ReturnType<ZipReader<unknown>["getEntries"]>>[number];

/** What is wrong with an entry before its content is looked at, or `undefined`. */
function faultOfEntry(entry: Entry, size: number, known: Members): Check | undefined {
  const { filename, unixMode = 0 } = entry;
  const refuse = (expected: string, got: string): Check =>
    fault(`member ${JSON.stringify(filename)}`, expected, got);
  const pathFault = faultOfPath(filename);
  if ((unixMode & FILE_TYPE) === SYMBOLIC_LINK) return refuse("a file", "a symbolic link");
  if (pathFault) return refuse("a plain relative path", pathFault);
  if (entry.directory) return refuse("a file", "a folder");
  if (entry.encrypted) return refuse("plain content", "encrypted content");
  if (known.has(filename)) return refuse("one member of this name", "several");
  if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize) {
    return refuse(
      "stored content",
      `${entry.compressedSize} bytes that claim to inflate to ${entry.uncompressedSize}`,
    );
  }
  if (entry.uncompressedSize > size) {
    return refuse(`at most ${size} bytes`, `${entry.uncompressedSize} bytes`);
  }
  return undefined;
}

/** Reads a zip file. Whatever is wrong with it becomes a failed check; members at fault are left out. */
export async function readZip(path: string): Promise<OpenedArchive> {
  const { size } = await Deno.stat(path);
  if (size > LARGEST_ARCHIVE) {
    const checks = [fault("zip file", `at most ${LARGEST_ARCHIVE} bytes`, `${size} bytes`)];
    return { members: new Map(), checks };
  }
  const bytes = await Deno.readFile(path);
  const members = new Map<string, Uint8Array<ArrayBuffer>>();
  const checks: Check[] = [];
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    useWebWorkers: false,
    // Unsafe names are refused below, where they can be named.
    filenameValidation: "tolerant",
  });
  try {
    let left = size;
    for await (const entry of reader.getEntriesGenerator()) {
      if (members.size + checks.length >= MOST_MEMBERS) {
        checks.push(fault("zip file", `at most ${MOST_MEMBERS} members`, "more"));
        break;
      }
      const found = faultOfEntry(entry, left, members);
      if (found || entry.directory) {
        if (found) checks.push(found);
        continue;
      }
      // Entries that overlap could claim more than the file holds.
      left -= entry.uncompressedSize;
      // The checksum is compared below, where the byte at fault can be named.
      const content = await entry.arrayBuffer({ checkSignature: false });
      members.set(entry.filename, new Uint8Array(content));
    }
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
    checks.push(fault("zip file", "a whole zip archive", `${size} bytes: ${reason}`));
  } finally {
    await reader.close().catch(() => {});
  }
  if (checks.length === 0) checks.push(await checkForm(bytes, members));
  return { members: new Map(sorted(members)), checks };
}

/** Packs the members again and compares: every byte of the file, headers included, is as it should be. */
async function checkForm(bytes: Uint8Array, members: Members): Promise<Check> {
  const offset = firstDifference(bytes, await writeZip(members));
  return offset === undefined
    ? check("zip file", "canonical form", "canonical form")
    : fault("zip file", "canonical form", `another byte at ${offset} of ${bytes.length}`);
}
