/** `deno task bench:train`: one training step of this engine against stock tf.layers, and PyTorch where it is given. */
import { Command } from "commander";
import type { Contender } from "../src/bench/contender.ts";
import { engineContender } from "../src/bench/engine_contender.ts";
import { layersContender } from "../src/bench/layers_contender.ts";
import { measureThroughput } from "../src/bench/throughput.ts";
import { torchContender } from "../src/bench/torch_contender.ts";
import { benchTraining } from "../src/bench/training_bench.ts";
import { TRAINING_CASES } from "../src/bench/training_cases.ts";
import { peakMemory, thisMachine } from "../src/reproduction/machine.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly rounds: number;
  readonly torch?: string;
  readonly stock: boolean;
  readonly json?: boolean;
}

const flags = new Command("bench:train")
  .description(
    "Time one training step (forward, backward, Adam; batch 64, one thread) of each cell, in turns with stock tf.layers.",
  )
  .option("--rounds <count>", "steps of each contender and case", Number, 9)
  .option("--torch <python>", "a Python with PyTorch, to take turns with it too")
  .option("--no-stock", "leave tf.layers out, which is slow")
  .option("--json", "print one JSON object")
  .parse(["deno", "bench:train", ...Deno.args]).opts<Flags>();

await runTask(async () => {
  const contenders: Contender[] = [engineContender];
  if (flags.stock) contenders.push(layersContender);
  if (flags.torch) contenders.push(await torchContender(flags.torch));
  // First, while this process holds nothing but the workers.
  const throughput = await measureThroughput(Math.min(2, navigator.hardwareConcurrency), 5, 2000);
  const memory = peakMemory();
  let said = -Infinity;
  const rows = await benchTraining(
    TRAINING_CASES,
    contenders,
    flags.rounds,
    (done, total, name) => {
      if (performance.now() - said < 10_000 && done < total) return;
      said = performance.now();
      console.error(`${done}/${total} rounds, ${name}`);
    },
  );
  for (const contender of contenders) await contender.close?.();
  if (flags.json) {
    console.log(JSON.stringify({ machine: thisMachine(), rows, throughput, memory }, null, 2));
    return 0;
  }
  console.log(`${"case".padEnd(16)}${"contender".padEnd(22)}median ms     min     max   ratio`);
  for (const { case: name, contender, milliseconds: { median, minimum, maximum }, ratio } of rows) {
    const figures = [median, minimum, maximum].map((value) => value.toFixed(1).padStart(8));
    console.log(
      `${name.padEnd(16)}${contender.padEnd(22)} ${figures.join("")}${
        ratio.toFixed(2).padStart(8)
      }`,
    );
  }
  const { workers, one, all, ratio } = throughput;
  console.log(
    `\nLSTM 2×64: ${one.toFixed(1)} steps/s with one worker, ${all.toFixed(1)} with ${workers}: ${
      ratio.toFixed(2)
    }×`,
  );
  console.log(`Peak memory of the process with them: ${(memory / 1e6).toFixed(0)} MB`);
  return 0;
});
