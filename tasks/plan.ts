/** `deno task plan`: a profile's jobs and what they need, for people or, with `--json`, for a scheduler. */
import { Command, Option } from "commander";
import { scalingFiles } from "../src/bench/scaling_files.ts";
import { PROFILES } from "../src/experiments/profile.ts";
import { planDocument } from "../src/pipeline/plan_document.ts";
import { planProfile } from "../src/reproduction/profile_plan.ts";
import { writeReportFolder } from "../src/reproduction/report_folder.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
import { runTask } from "./run_task.ts";

const flags = new Command("plan")
  .description("Print the jobs of a profile, each after all that it needs.")
  .addOption(
    new Option("--profile <name>", `scale: ${Object.keys(PROFILES).join(" or ")}`).default("quick"),
  )
  .option("--json", "print the whole plan as one JSON object")
  .option("--scaling", "print what the plan allows on many workers instead, from published times")
  .option("--publish", "with --scaling: keep that text and its figure in docs/")
  .parse(["deno", "plan", ...Deno.args])
  .opts<{ profile: string; json?: boolean; scaling?: boolean; publish?: boolean }>();

await runTask(async () => {
  const profile = profileNamed(flags.profile);
  if (flags.scaling) {
    const files = await scalingFiles(profile, "reports");
    console.log(files["scaling.md"].trimEnd());
    if (flags.publish) await writeReportFolder("docs", files);
    return 0;
  }
  const plan = planDocument(profile.name, await planProfile(profile));
  if (flags.json) console.log(JSON.stringify(plan, null, 2));
  else {
    const total = plan.jobs.reduce((sum, { cost }) => sum + cost, 0);
    console.log("key           cost  needs  jobs");
    for (const { key, cost, needs, ids } of plan.jobs) {
      const share = `${(100 * cost / total).toFixed(1)}%`;
      console.log(
        `${key.slice(0, 12)} ${share.padStart(5)}  ${`${needs.length}`.padStart(5)}  ${
          ids.join(", ")
        }`,
      );
    }
  }
  return 0;
});
