/**
 * `deno task data:statistics`: describes simulated data beside real data; `--publish` keeps the description in the repository.
 */
import { Command, Option } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { describeData } from "../src/reproduction/describe_data.ts";
import { writeReportFolder } from "../src/reproduction/report_folder.ts";
import { runTask } from "./run_task.ts";

const FOLDER = "reports/data";

interface Flags {
  readonly mirror?: string;
  readonly cache?: string;
  readonly json?: boolean;
  readonly publish?: boolean;
}

const flags = new Command("data:statistics")
  .description("Describe simulated data beside real data: lengths, balance, quantiles, events.")
  .addOption(new Option("--mirror <dir>", "folder that is asked first").env("UNROLL_MIRROR"))
  .option("--cache <dir>", "folder of the cache; data/cache unless given")
  .option("--publish", `replace the description in ${FOLDER}`)
  .option("--json", "print the numbers as one JSON object")
  .parse(["deno", "data:statistics", ...Deno.args])
  .opts<Flags>();

await runTask(async () => {
  const { files, missing } = await describeData({
    ...(flags.mirror !== undefined && { mirror: flags.mirror }),
    ...(flags.cache !== undefined && { cache: flags.cache }),
    notice: (message) => console.error(message),
    tell: (message) => console.error(message),
  });
  console.log((flags.json ? files["statistics.json"]! : files["report.md"]!).trimEnd());
  if (!flags.publish) return 0;
  if (missing.length > 0) {
    throw new CliError(
      `Cannot publish a description of simulated data alone: ${missing.join(" and ")} ` +
        `${missing.length > 1 ? "are" : "is"} missing`,
      { hint: "Name a folder with the archives: --mirror DIR" },
    );
  }
  await writeReportFolder(FOLDER, files);
  console.error(`Published in ${FOLDER}`);
  return 0;
});
