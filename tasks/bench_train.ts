/** `deno task bench:train`: one training step of this engine against stock tf.layers, and PyTorch where it is given. */
import { Command } from "commander";
import type { Contender } from "../src/bench/contender.ts";
import { engineContender } from "../src/bench/engine_contender.ts";
import { layersContender } from "../src/bench/layers_contender.ts";
import { measureThroughput } from "../src/bench/throughput.ts";
import { torchContender } from "../src/bench/torch_contender.ts";
import { benchTraining } from "../src/bench/training_bench.ts";
import { parseTrainingResult, trainingText } from "../src/bench/training_result.ts";
import { TRAINING_CASES } from "../src/bench/training_cases.ts";
import { writeFileAtomically } from "../src/core/atomic_file.ts";
import { peakMemory, thisMachine } from "../src/reproduction/machine.ts";
import { positiveInteger } from "./positive_integer.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly rounds: number;
  readonly torch?: string;
  readonly stock: boolean;
  readonly json?: boolean;
  readonly publish?: boolean;
}

const FILE = "reports/bench/train.json";

const flags = new Command("bench:train")
  .description(
    "Time one training step (forward, backward, Adam; batch 64, one thread) of each cell, in turns with stock tf.layers.",
  )
  .option("--rounds <count>", "steps of each contender and case", positiveInteger, 9)
  .option("--torch <python>", "a Python with PyTorch, to take turns with it too")
  .option("--no-stock", "leave tf.layers out, which is slow")
  .option("--publish", `keep the result as ${FILE}`)
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
  const result = parseTrainingResult({
    schema: "unroll-training/1",
    machine: thisMachine(),
    rows,
    throughput,
    memory,
  });
  const json = `${JSON.stringify(result, null, 2)}\n`;
  if (flags.publish) await writeFileAtomically(FILE, json);
  console.log((flags.json ? json : trainingText(result)).trimEnd());
  return 0;
});
