import { CliError } from "../core/cli_error.ts";
import type { JobSpec } from "../core/job.ts";
import { sha256OfFile } from "../core/sha256.ts";

/**
 * Sha256 of each canonical data set that `specs` read, by name. Throws `CliError` for a file that cannot be read, and an
 * `Error` for a name without a path.
 */
export async function hashDataSets(
  specs: readonly JobSpec[],
  paths: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of new Set(specs.flatMap(({ data }) => data))) {
    const path = paths[name];
    if (path === undefined) {
      throw new Error(`Cannot hash the data set "${name}" as the run has no path for it`);
    }
    try {
      hashes[name] = await sha256OfFile(path);
    } catch (cause) {
      throw new CliError(`Cannot read the data set "${name}" at ${path}`, {
        hint: "Run the same command again: it makes the data set anew",
        cause,
      });
    }
  }
  return hashes;
}
