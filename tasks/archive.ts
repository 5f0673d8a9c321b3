/** `deno task archive`: packs a published run, with all that is needed to check and repeat it, into one zip file. */
import { Command, Option } from "commander";
import { archiveRun } from "../src/archive/archive_run.ts";
import { PROFILES } from "../src/experiments/profile.ts";
import { planDocument } from "../src/pipeline/plan_document.ts";
import { planProfile } from "../src/reproduction/profile_plan.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly profile: string;
  readonly out?: string;
  readonly store: string;
  readonly json?: boolean;
}

const flags = new Command("archive")
  .description("Pack a published run as a Workflow Run RO-Crate. The same run gives the same file.")
  .addOption(
    new Option("--profile <name>", `scale: ${Object.keys(PROFILES).join(" or ")}`).default("quick"),
  )
  .option("--out <file>", "the archive; data/runs/unroll-<profile>.zip unless given")
  .option("--store <dir>", "folder of computed jobs", "data/store")
  .option("--json", "print one JSON object")
  .parse(["deno", "archive", ...Deno.args]).opts<Flags>();

await runTask(async () => {
  const profile = profileNamed(flags.profile);
  const plan = planDocument(profile.name, await planProfile(profile));
  const written = await archiveRun(
    plan,
    { project: ".", reports: "reports", models: "models", store: flags.store },
    flags.out ?? `data/runs/unroll-${profile.name}.zip`,
  );
  if (flags.json) console.log(JSON.stringify(written, null, 2));
  else {
    const { path, members, bytes, sha256 } = written;
    console.log(`${path}: ${members} members, ${(bytes / 1e6).toFixed(1)} MB, sha256 ${sha256}`);
  }
  return 0;
});
