import { isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The path from the project's root, with `/` between folders, of a file that a lint rule sees. */
export function projectPath(filename: string): string {
  const path = isAbsolute(filename) ? relative(ROOT, filename) : filename;
  return path.replaceAll("\\", "/");
}
