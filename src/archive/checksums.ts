/**
 * `SHA256SUMS`: the hash of every other member, one per line in the order of paths, as `sha256sum --check` of GNU coreutils
 * reads it. Its form is strict, so that no byte of it can change unnoticed.
 */
import { sha256 } from "../core/sha256.ts";
import { type Check, check, fault } from "./check.ts";
import { faultOfPath } from "./member_path.ts";
import { type Members, textOf } from "./members.ts";
import { sorted } from "./zip.ts";

/** Name of the list. */
export const CHECKSUMS = "SHA256SUMS";

const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** The list for `members`, among which it is not. */
export function formatChecksums(members: Members): string {
  return sorted(members).map(([path, content]) => `${sha256(content)}  ${path}\n`).join("");
}

/**
 * Hashes by path.
 * @throws Error that names the line at fault
 */
function parseChecksums(text: string): Map<string, string> {
  if (!text.endsWith("\n")) throw new Error("its last line does not end");
  const hashes = new Map<string, string>();
  let last = "";
  text.slice(0, -1).split("\n").forEach((line, index) => {
    const [, hash, path] = LINE.exec(line) ?? [];
    if (hash === undefined || path === undefined || faultOfPath(path)) {
      throw new Error(`line ${index + 1} is no hash and path`);
    }
    if (path <= last) throw new Error(`line ${index + 1} is out of order`);
    hashes.set(last = path, hash);
  });
  return hashes;
}

/** One row for each member that is listed or present. */
export function checkChecksums(members: Members): Check[] {
  const list = members.get(CHECKSUMS);
  if (!list) return [fault(CHECKSUMS, "present", "missing")];
  let hashes: Map<string, string>;
  try {
    hashes = parseChecksums(textOf(list));
  } catch (error) {
    return [fault(CHECKSUMS, "a list of hashes", (error as Error).message)];
  }
  const rows = [...hashes].map(([path, hash]) => {
    const content = members.get(path);
    return check(path, hash, content ? sha256(content) : "missing");
  });
  for (const path of members.keys()) {
    if (path !== CHECKSUMS && !hashes.has(path)) {
      rows.push(fault(path, "no such member", "present"));
    }
  }
  return rows;
}
