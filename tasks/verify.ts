/**
 * `deno task verify`: checks an archive without running anything; on demand retrains its jobs, or compares it with another.
 */
import { Command, Option } from "commander";
import type { Check } from "../src/archive/check.ts";
import { checkTable } from "../src/archive/check_table.ts";
import { compareArchives } from "../src/archive/compare_archives.ts";
import type { Documents } from "../src/archive/documents.ts";
import { retrain } from "../src/archive/retrain.ts";
import { verifyArchive } from "../src/archive/verify_archive.ts";
import { interruption } from "../src/pipeline/interruption.ts";
import { ProgressDisplay } from "../src/pipeline/progress_display.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly retrain?: true | readonly string[];
  readonly against?: string;
  readonly mirror?: string;
  readonly workers?: number;
  readonly json?: boolean;
  readonly all?: boolean;
}

const command = new Command("verify")
  .description("Check every hash, schema and reference of an archive. Writes nothing into it.")
  .argument("<archive>", "a zip file of deno task archive, or the folder of an unpacked one")
  .option("--retrain [job...]", "run these jobs again, or all, and compare bit for bit")
  .option("--against <archive>", "compare with another archive")
  .addOption(
    new Option("--mirror <dir>", "folder asked first for real data").env("UNROLL_MIRROR"),
  )
  .option("--workers <count>", "jobs at once; all cores unless given", Number)
  .option("--all", "print every row, not those alone that differ")
  .option("--json", "print every row as JSON: what, expected, got, equal")
  .parse(["deno", "verify", ...Deno.args]);
const flags = command.opts<Flags>();

/** Rows of the comparisons that were asked for, with a sound archive alone. */
async function compare(documents: Documents, signal: AbortSignal): Promise<Check[]> {
  const rows: Check[] = [];
  if (flags.against !== undefined) {
    const other = await verifyArchive(flags.against);
    rows.push(
      ...(other.equal && other.documents
        ? compareArchives(other.documents, documents)
        : other.checks.filter(({ equal }) => !equal)),
    );
  }
  if (flags.retrain !== undefined) {
    const display = new ProgressDisplay({ quiet: flags.json });
    const retrained = await retrain(documents, {
      only: flags.retrain === true ? [] : flags.retrain,
      runner: new URL("../src/experiments/runner.ts", import.meta.url),
      data: { mirror: flags.mirror, notice: (message) => console.error(message) },
      workers: flags.workers,
      observe: display.observe,
      signal,
    }).finally(() => display.close());
    rows.push(...retrained);
  }
  return rows;
}

await runTask(async () => {
  using stop = interruption();
  const { checks, equal: sound, documents } = await verifyArchive(command.args[0]!);
  stop.signal.throwIfAborted();
  const compared = sound && documents ? await compare(documents, stop.signal) : [];
  const rows = [...checks, ...compared];
  const failed = rows.filter(({ equal }) => !equal);
  if (flags.json) console.log(JSON.stringify(rows, null, 2));
  else {
    const shown = flags.all ? rows : [...checks.filter(({ equal }) => !equal), ...compared];
    for (const line of checkTable(shown)) console.log(line);
    console.error(
      failed.length === 0
        ? `Verified: ${rows.length} of ${rows.length} checks are equal`
        : `Not verified: ${failed.length} of ${rows.length} checks differ, first ${
          failed[0]!.what
        }`,
    );
  }
  return failed.length === 0 ? 0 : 1;
});
