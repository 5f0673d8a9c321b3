/** `deno task bench`: the exported models in onnxruntime, beside this engine, stock tf.layers, and PyTorch where it is given. */
import { Command, Option } from "commander";
import { selectCases } from "../src/bench/inference_case.ts";
import { studyInference } from "../src/bench/inference_study.ts";
import { inferenceFigure, inferenceText } from "../src/bench/inference_text.ts";
import { writeReportFolder } from "../src/reproduction/report_folder.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
import { positiveInteger } from "./positive_integer.ts";
import { runTask } from "./run_task.ts";

const FOLDER = "reports/bench";

interface Flags {
  readonly profile: string;
  readonly models: string;
  readonly only: string[];
  readonly rounds: number;
  readonly torch?: string;
  readonly stock: boolean;
  readonly mirror?: string;
  readonly json?: boolean;
  readonly publish?: boolean;
}

const flags = new Command("bench")
  .description(
    "Time predictions of the exported models: latency, throughput, loading, memory, eight bits.",
  )
  .option("--profile <name>", "whose models: quick or paper", "paper")
  .option("--models <folder>", "holds a folder for each profile", "models")
  .option("--only <text...>", "models whose file names hold one of these", [])
  .option("--rounds <count>", "predictions of each contender, model and batch", positiveInteger, 15)
  .option("--torch <python>", "a Python with PyTorch, to take turns with it too")
  .option("--no-stock", "leave tf.layers out, which is slow")
  .addOption(
    new Option(
      "--mirror <dir>",
      "folder that holds real data, to measure what eight bits lose; nothing is downloaded",
    ).env("UNROLL_MIRROR"),
  )
  .option("--publish", `keep the result in ${FOLDER}`)
  .option("--json", "print one JSON object")
  .parse(["deno", "bench", ...Deno.args]).opts<Flags>();

let said = -Infinity;
/** A line a few times a minute. */
function progress(message: string): void {
  if (performance.now() - said < 10_000) return;
  said = performance.now();
  console.error(message);
}

await runTask(async () => {
  const profile = profileNamed(flags.profile);
  const cases = await selectCases(`${flags.models}/${profile.name}`, flags.only);
  const tell = (message: string): void => console.error(message);
  const result = await studyInference({ ...flags, profile, cases, progress, tell });
  const json = `${JSON.stringify(result, null, 2)}\n`, text = inferenceText(result);
  console.log((flags.json ? json : text).trimEnd());
  if (flags.publish) {
    await writeReportFolder(FOLDER, {
      "inference.json": json,
      "report.md": text,
      "figures/inference-latency.svg": inferenceFigure(result).svg,
    });
  }
  return 0;
});
