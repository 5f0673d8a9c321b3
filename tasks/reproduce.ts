/**
 * `deno task reproduce`: trains every model of a profile, proves each output equal to the published reference, and makes the
 * report again.
 */
import { Command, Option } from "commander";
import { interruption } from "../src/pipeline/interruption.ts";
import { ProgressDisplay } from "../src/pipeline/progress_display.ts";
import { PROFILES } from "../src/experiments/profile.ts";
import { reproduce } from "../src/reproduction/reproduce.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly profile: string;
  readonly only: readonly string[];
  readonly workers?: number;
  readonly mirror?: string;
  readonly publish?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const flags = new Command("reproduce")
  .description("Train every model of a profile and compare each output with the published hashes.")
  .addOption(
    new Option("--profile <name>", `scale: ${Object.keys(PROFILES).join(" or ")}`).default("quick"),
  )
  .option("--only <name...>", "experiments (Q7-a) or jobs (Q7-a/LSTM/seed-1) to run", [])
  .option("--workers <count>", "jobs at once; all cores unless given", Number)
  .addOption(
    new Option("--mirror <dir>", "folder asked first for real data").env("UNROLL_MIRROR"),
  )
  .option("--publish", "replace the published results by this run's")
  .option("--json", "print one row per job: id, expected, got, equal")
  .option("--quiet", "show warnings and failures alone")
  .parse(["deno", "reproduce", ...Deno.args]).opts<Flags>();

await runTask(async () => {
  using stop = interruption();
  const display = new ProgressDisplay({ quiet: flags.quiet });
  let said: number | undefined;
  const outcome = await reproduce({
    ...flags,
    store: "data/store",
    reports: "reports",
    runs: "data/runs",
    data: { mirror: flags.mirror, notice: (message) => console.error(message) },
    observe: display.observe,
    rescored: (done, total, job) => {
      // Two seconds after the first, then every ten.
      said ??= performance.now() - 8000;
      if (flags.quiet || performance.now() - said < 10_000) return;
      said = performance.now();
      console.error(`exported models against the engine: ${done} of ${total} done, now ${job}`);
    },
    signal: stop.signal,
  }).finally(() => display.close());

  if (flags.json) console.log(JSON.stringify(outcome.rows, null, 2));
  else {
    const width = Math.max(...outcome.rows.map(({ id }) => id.length));
    const short = (hash: string | null): string => hash?.slice(0, 16) ?? "none".padEnd(16);
    console.log(`${"job".padEnd(width)}  expected          got               equal`);
    for (const { id, expected, got, equal } of outcome.rows) {
      console.log(
        `${id.padEnd(width)}  ${short(expected)}  ${short(got)}  ${equal ? "yes" : "NO"}`,
      );
    }
    console.log(`\nResults of this run: ${outcome.folder}/report.md`);
  }
  if (!outcome.equal) console.error(`\nNot reproduced. ${outcome.difference}`);
  else if (outcome.differing.length > 0) {
    console.error(`\nEvery job is equal, but not the report: ${outcome.differing.join(", ")}`);
  } else {
    console.error(`\nReproduced: ${outcome.rows.length} of ${outcome.rows.length} jobs are equal`);
  }
  const { exports, unfaithful, moved } = outcome;
  const worst = Math.max(0, ...exports.map(({ largestDifference }) => largestDifference));
  console.error(
    `Exported models: ${
      exports.length - unfaithful.length
    } of ${exports.length} agree with the engine, ` +
      `their predictions within ${worst.toExponential(1)}`,
  );
  for (const { job, largestDifference, metrics } of unfaithful) {
    console.error(
      `${job} does not: predictions within ${largestDifference}, metrics ${
        JSON.stringify(metrics)
      }`,
    );
  }
  for (const { job, file } of moved) {
    console.error(`${job} has another ONNX file than the published one: its sha256 is ${file}`);
  }
  const proven = outcome.equal && outcome.differing.length === 0 && unfaithful.length === 0 &&
    moved.length === 0;
  return proven ? 0 : 1;
});
