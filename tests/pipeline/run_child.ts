/**
 * A program that runs a plan as a task does, for tests that kill it. Arguments: the store, the workers, the jobs, the
 * epochs, the pause. Prints `planned`, then the output hashes as JSON.
 */
import { CliError } from "../../src/core/cli_error.ts";
import { interruption } from "../../src/pipeline/interruption.ts";
import { ProgressDisplay } from "../../src/pipeline/progress_display.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import { assertComplete } from "../../src/pipeline/run_result.ts";
import { fakeJob, hashesOf } from "./store_folder.ts";

const [store, ...counts] = Deno.args;
const [workers, jobs, epochs, pause] = counts.map(Number) as [number, number, number, number];
const display = new ProgressDisplay({ quiet: true });

try {
  using stop = interruption();
  const result = await runPlan({
    // Pairs of a job and one that needs it.
    jobs: Array.from({ length: jobs }, (_, index) => {
      const needs = index % 2 ? [`job-${index - 1}`] : [];
      return fakeJob(`job-${index}`, { config: { epochs, pause }, needs });
    }),
    dataPaths: {},
    store: store!,
    workers,
    runner: new URL("./fake_jobs.ts", import.meta.url),
    kernelHash: "0".repeat(64),
    engineVersion: 1,
    lockPoll: 20,
    signal: stop.signal,
    progress: (event) => {
      display.observe(event);
      if (event.type === "planned") console.log("planned");
    },
  });
  assertComplete(result);
  console.log(JSON.stringify(hashesOf(result)));
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(error.message);
  Deno.exit(error.exitCode);
}
