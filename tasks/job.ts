/** `deno task job KEY`: computes one job of a profile in the shared store; what a scheduler runs. */
import { Command, Option } from "commander";
import { PROFILES } from "../src/experiments/profile.ts";
import { interruption } from "../src/pipeline/interruption.ts";
import { ProgressDisplay } from "../src/pipeline/progress_display.ts";
import { profileWithKey, runProfileJob } from "../src/reproduction/profile_job.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly profile?: string;
  readonly store: string;
  readonly mirror?: string;
  readonly quiet?: boolean;
}

const command = new Command("job")
  .description("Compute one job, and what it needs, unless the store holds them already.")
  .argument("<key>", "the job's key, as deno task plan prints it")
  .addOption(
    new Option("--profile <name>", `${Object.keys(PROFILES).join(" or ")}; any unless given`),
  )
  .option("--store <dir>", "folder of computed jobs, shared by all machines", "data/store")
  .addOption(
    new Option("--mirror <dir>", "folder asked first for real data").env("UNROLL_MIRROR"),
  )
  .option("--quiet", "show warnings and failures alone")
  .parse(["deno", "job", ...Deno.args]);
const flags = command.opts<Flags>();

await runTask(async () => {
  using stop = interruption();
  const key = command.args[0]!;
  const profile = flags.profile ? profileNamed(flags.profile) : await profileWithKey(key);
  const display = new ProgressDisplay({ quiet: flags.quiet });
  const result = await runProfileJob(key, profile, {
    store: flags.store,
    data: { mirror: flags.mirror, notice: (message) => console.error(message) },
    observe: display.observe,
    signal: stop.signal,
  }).finally(() => display.close());
  for (const job of result.jobs) {
    console.log(`${job.key}  ${job.id}  ${job.state === "done" && job.reused ? "stored" : "done"}`);
  }
  return 0;
});
