/** `deno task bench`: the exported models in onnxruntime, beside this engine, stock tf.layers, and PyTorch where it is given. */
import { Command, Option } from "commander";
import { benchInference } from "../src/bench/inference_bench.ts";
import { inferenceCases } from "../src/bench/inference_case.ts";
import {
  engineInference,
  int8Contender,
  layersInference,
  onnxContender,
} from "../src/bench/inference_contender.ts";
import { type InferenceResult, parseInferenceResult } from "../src/bench/inference_result.ts";
import { inferenceFigure, inferenceText } from "../src/bench/inference_text.ts";
import { loadTimes, type ModelCosts, quantisationLoss } from "../src/bench/model_costs.ts";
import { peakMemoryOf } from "../src/bench/peak_memory.ts";
import { torchInference } from "../src/bench/torch_inference.ts";
import { CliError } from "../src/core/cli_error.ts";
import { TestParts } from "../src/experiments/test_parts.ts";
import { quantiseModel } from "../src/onnx/quantise.ts";
import { runtimeName } from "../src/onnx/session.ts";
import { thisMachine } from "../src/reproduction/machine.ts";
import { writeReportFolder } from "../src/reproduction/report_folder.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
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
  .option("--rounds <count>", "predictions of each contender, model and batch", Number, 15)
  .option("--torch <python>", "a Python with PyTorch, to take turns with it too")
  .option("--no-stock", "leave tf.layers out, which is slow")
  .addOption(
    new Option(
      "--mirror <dir>",
      "folder asked first for real data, to measure what eight bits lose",
    )
      .env("UNROLL_MIRROR"),
  )
  .option("--publish", `keep the result in ${FOLDER}`)
  .option("--json", "print one JSON object")
  .parse(["deno", "bench", ...Deno.args]).opts<Flags>();

let said = -Infinity;
/** A line a few times a minute. */
function tell(message: string): void {
  if (performance.now() - said < 10_000) return;
  said = performance.now();
  console.error(message);
}

await runTask(async () => {
  const profile = profileNamed(flags.profile);
  const all = await inferenceCases(`${flags.models}/${profile.name}`);
  const cases = all.filter(({ name }) =>
    flags.only.length === 0 || flags.only.some((text) => name.includes(text))
  );
  if (cases.length === 0) {
    throw new CliError(`Cannot find a model named like ${flags.only.join(" or ")}`, {
      hint: `There are ${all.map(({ name }) => name).join(", ")}`,
    });
  }
  const cores = navigator.hardwareConcurrency;
  const contenders = [
    onnxContender(1),
    ...(cores > 1 ? [onnxContender(cores)] : []),
    int8Contender,
    engineInference,
    ...(flags.stock ? [layersInference] : []),
    ...(flags.torch === undefined ? [] : [await torchInference(flags.torch)]),
  ];
  const models: ModelCosts[] = [], testParts = new TestParts();
  for (const model of cases) {
    tell(`${model.name}: file, loading, memory, eight bits`);
    const { bytes, metadata } = model.file, { bytes: small, scheme } = quantiseModel(bytes);
    const data = { ...(flags.mirror !== undefined && { mirror: flags.mirror }) };
    models.push({
      model: model.name,
      family: model.family,
      steps: model.steps,
      parameters: metadata.metrics.parameters,
      test: metadata.metrics.test,
      bytes: bytes.length,
      load: await loadTimes(model, Math.min(5, flags.rounds)),
      peakMemory: await peakMemoryOf(model.path),
      int8: {
        bytes: small.length,
        scheme,
        loss: await quantisationLoss(profile, model, testParts, data),
      },
    });
  }
  const rows = await benchInference(cases, contenders, {
    batches: [1, 32, 256],
    rounds: flags.rounds,
    progress: (done, total, name) => tell(`${done}/${total}: ${name}`),
  });
  for (const contender of contenders) await contender.close?.();
  const result: InferenceResult = parseInferenceResult({
    schema: "unroll-inference/1",
    profile: profile.name,
    machine: thisMachine(),
    runtime: await runtimeName(),
    rows,
    models,
  });
  const json = `${JSON.stringify(result, null, 2)}\n`, text = inferenceText(result);
  console.log((flags.json ? json : text).trimEnd());
  if (flags.publish) {
    await writeReportFolder(FOLDER, {
      "inference.json": json,
      "report.md": text,
      "figures/inference-latency.svg": inferenceFigure(result),
    });
  }
  return 0;
});
