/**
 * A profile's folder of results: `reports/<profile>/` in the repository, which is published, or `data/runs/<profile>/`, where
 * a run leaves its own.
 */
import { join } from "node:path";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { type ExportScores, parseExportScores } from "../report/export_scores.ts";
import { parseTimings, type Timings } from "../report/timings.ts";

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes every file, each atomically; `files` are by path within the folder. */
export async function writeReportFolder(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeFileAtomically(join(folder, name), content);
  }
}

/**
 * The published timings, or `undefined` when nothing is published.
 * @throws CliError when the file is no `timings.json`
 */
export async function publishedTimings(folder: string): Promise<Timings | undefined> {
  return await parsedIfPresent(join(folder, "timings.json"), parseTimings);
}

/**
 * The scores of exported models in a folder of results, or `undefined` when there are none.
 * @throws CliError when the file is no `exports.json`
 */
export async function exportScoresIn(folder: string): Promise<ExportScores | undefined> {
  return await parsedIfPresent(join(folder, "exports.json"), parseExportScores);
}

async function parsedIfPresent<Value>(
  path: string,
  parse: (json: unknown) => Value,
): Promise<Value | undefined> {
  const text = await readIfPresent(path);
  if (text === undefined) return undefined;
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(`Cannot read ${path}: ${(cause as Error).message}`, {
      hint: "Restore the file from the repository",
      cause,
    });
  }
}

/** Paths within the folder whose content is not that of `files`, sorted. */
export async function differingFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const differing: string[] = [];
  for (const name of Object.keys(files).sort()) {
    if (await readIfPresent(join(folder, name)) !== files[name]) differing.push(name);
  }
  return differing;
}
