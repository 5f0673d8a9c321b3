/** `deno task clean`: lists what no reference and no plan names, and removes it after a confirmation. */
import { Command } from "commander";
import { findLeftovers } from "../src/archive/leftovers.ts";
import { namedKeys } from "../src/archive/named_keys.ts";
import { removeLeftovers } from "../src/archive/remove_leftovers.ts";
import { readSources } from "../src/data/sources.ts";
import { runTask } from "./run_task.ts";

const flags = new Command("clean")
  .description("Remove stored jobs, checkpoints, damaged copies and downloads that nothing names.")
  .option("--yes", "remove without asking")
  .option("--store <dir>", "folder of computed jobs", "data/store")
  .parse(["deno", "clean", ...Deno.args]).opts<{ yes?: boolean; store: string }>();

await runTask(async () => {
  const leftovers = await findLeftovers({
    store: flags.store,
    cache: "data/cache",
    written: ["data/runs", "reports", "models"],
    keys: await namedKeys("reports"),
    sources: await readSources(),
  });
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1).padStart(8)} MB`;
  for (const { path, reason, bytes } of leftovers) {
    console.log(`${megabytes(bytes)}  ${path}  (${reason})`);
  }
  if (leftovers.length === 0) {
    console.error("Nothing to remove");
    return 0;
  }
  const total = leftovers.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${megabytes(total)}  in all`);
  const asked = flags.yes || Deno.stdin.isTerminal() && confirm("Remove them?");
  if (!asked) {
    console.error("Nothing was removed: answer y, or give --yes");
    return 1;
  }
  for await (const { leftover, keptFor } of removeLeftovers(leftovers)) {
    if (keptFor !== undefined) console.error(`Kept ${leftover.path}: ${keptFor} uses it`);
  }
  return 0;
});
