/** `deno task bench:scaling`: a part of the quick profile on one worker and on two, in turns. */
import { Command } from "commander";
import { measureScaling } from "../src/bench/measured_scaling.ts";
import { writeFileAtomically } from "../src/core/atomic_file.ts";
import { interruption } from "../src/pipeline/interruption.ts";
import { runTask } from "./run_task.ts";

const FILE = "reports/bench/scaling.json";

interface Flags {
  readonly rounds: number;
  readonly only: string[];
  readonly json?: boolean;
  readonly publish?: boolean;
}

const flags = new Command("bench:scaling")
  .description(
    "Time a part of the quick profile on 1 and 2 workers, from an empty store each time.",
  )
  .option("--rounds <count>", "runs of each", Number, 3)
  .option("--only <parts...>", "parts of the quick profile", ["Q7-a", "Q7-e"])
  .option("--publish", `keep the result as ${FILE}`)
  .option("--json", "print one JSON object")
  .parse(["deno", "bench:scaling", ...Deno.args]).opts<Flags>();

await runTask(async () => {
  using stop = interruption();
  const measured = await measureScaling({
    jobs: flags.only,
    workers: [1, 2],
    rounds: flags.rounds,
    reports: "reports",
    tell: (message) => console.error(message),
    signal: stop.signal,
  });
  const text = `${JSON.stringify(measured, null, 2)}\n`;
  if (flags.publish) await writeFileAtomically(FILE, text);
  if (flags.json) console.log(text.trimEnd());
  else {
    for (const { workers, seconds: { median, minimum, maximum } } of measured.rounds) {
      console.log(
        `${workers} workers: ${median.toFixed(1)} s (${minimum.toFixed(1)} to ${
          maximum.toFixed(1)
        }), ${(measured.rounds[0]!.seconds.median / median).toFixed(2)} times as fast as 1`,
      );
    }
  }
  return 0;
});
