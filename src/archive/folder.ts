import { join } from "node:path";
import { type Check, check, fault } from "./check.ts";
import { faultOfPath } from "./member_path.ts";
import type { OpenedArchive } from "./members.ts";
import { LARGEST_ARCHIVE, MOST_MEMBERS, sorted } from "./zip.ts";

/** Reads an unpacked archive. Follows no symbolic link; whatever is wrong with it becomes a failed check. */
export async function readFolder(folder: string): Promise<OpenedArchive> {
  const members = new Map<string, Uint8Array<ArrayBuffer>>();
  const checks: Check[] = [];
  let left = LARGEST_ARCHIVE;
  const walk = async (within: string): Promise<void> => {
    for await (
      const { name, isDirectory, isFile, isSymlink } of Deno.readDir(join(folder, within))
    ) {
      const path = within === "" ? name : `${within}/${name}`;
      const what = `member ${JSON.stringify(path)}`;
      const pathFault = faultOfPath(path);
      if (isSymlink) checks.push(fault(what, "a file", "a symbolic link"));
      else if (pathFault) checks.push(fault(what, "a plain relative path", pathFault));
      else if (isDirectory) await walk(path);
      else if (!isFile) checks.push(fault(what, "a file", "something else"));
      else {
        const { size } = await Deno.lstat(join(folder, path));
        if (size > left || members.size >= MOST_MEMBERS) {
          checks.push(fault(what, `at most ${left} bytes and ${MOST_MEMBERS} members`, "more"));
          continue;
        }
        left -= size;
        members.set(path, await Deno.readFile(join(folder, path)));
      }
    }
  };
  await walk("");
  if (checks.length === 0) checks.push(check("folder", "plain files", "plain files"));
  return { members: new Map(sorted(members)), checks };
}
