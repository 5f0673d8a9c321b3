/**
 * `deno task predict MODEL.onnx INPUT`: a window of kW in, a forecast in kW out; or a review in, its sentiment out. By an exported
 * model, and by the vocabulary beside it, and nothing else.
 */
import { Command } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { ExportedModel } from "../src/onnx/exported_model.ts";
import { traceMeans, traceRows } from "../src/onnx/trace_rows.ts";
import { readVocabulary } from "../src/onnx/vocabulary_file.ts";
import { parseWindows } from "../src/onnx/window_input.ts";
import { judgeReview } from "../src/reproduction/judge_review.ts";
import { positiveInteger } from "./positive_integer.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly gates?: boolean;
  readonly text?: boolean;
  readonly threads: number;
  readonly json?: boolean;
}

const command = new Command("predict")
  .description("Forecast the next value of a series from its past, or judge a review.")
  .argument("<model>", "an exported model, models/<profile>/*.onnx")
  .argument(
    "<input>",
    "a file of windows in kW (CSV or JSON, oldest first) or of a review; a review itself, if it has a space; - for standard input",
  )
  .option("--text", "the input is the review itself, whatever it looks like")
  .option("--gates", "also return every gate and state, by the explain variant beside the model")
  .option("--threads <count>", "threads of onnxruntime", positiveInteger, 1)
  .option("--json", "print one JSON object")
  .parse(["deno", "predict", ...Deno.args]);
const flags = command.opts<Flags>();
const [path, input] = command.args as [string, string];

async function readInput(): Promise<string> {
  if (input === "-") return await new Response(Deno.stdin.readable).text();
  try {
    return await Deno.readTextFile(input);
  } catch (cause) {
    throw new CliError(`Cannot read the input ${input}`, {
      hint: "Name a file, or - for standard input; a review of one word goes with --text",
      cause,
    });
  }
}

/** A review: the input itself if it has a space and names no file. */
async function readReview(): Promise<string> {
  if (flags.text) return input;
  const isText = input === "" || /\s/.test(input);
  return isText && !(await isReadable(input)) ? input : await readInput();
}

async function isReadable(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function forecast(model: ExportedModel): Promise<void> {
  const { name, job, spec } = model.metadata, window = model.forecastWindow;
  const windows = parseWindows(await readInput(), {
    name: input === "-" ? "standard input" : input,
    window,
  });
  const { predictions, traces } = await model.forecast(windows);
  const shape = { steps: window, hidden: spec.recurrent.hidden };
  if (flags.json) {
    const gates = flags.gates ? { gates: traceRows(traces, shape) } : {};
    console.log(JSON.stringify({ model: name, job, forecasts: [...predictions], ...gates }));
    return;
  }
  for (const forecast of predictions) console.log(`${forecast.toFixed(4)} kW`);
  if (!flags.gates) return;
  console.log("\nMean over the hidden units, by layer and step:");
  for (const [trace, means] of Object.entries(traceMeans(traces, shape))) {
    means.forEach((row, at) => {
      const which = means.length > 1 ? `${trace} window ${at + 1}` : trace;
      console.log(`${which}\t${row.map((value) => value.toFixed(3)).join(" ")}`);
    });
  }
}

async function judge(model: ExportedModel): Promise<void> {
  const { name, job, spec, window } = model.metadata;
  const words = await readVocabulary(path, model.metadata);
  const { steps, traces, ...judged } = await judgeReview(
    model,
    words,
    await readReview(),
  );
  const shape = { steps: window!, hidden: spec.recurrent.hidden };
  if (flags.json) {
    const gates = flags.gates ? { steps, gates: traceRows(traces, shape) } : {};
    console.log(JSON.stringify({ model: name, job, ...judged, ...gates }));
    return;
  }
  const { logit, probability, tokens, unread, foreignLetters } = judged;
  const sentiment = logit > 0 ? "positive" : "negative";
  const sure = 100 * (logit > 0 ? probability : 1 - probability);
  console.log(`${sentiment}, ${sure.toFixed(1)}% sure (logit ${logit.toFixed(3)})`);
  const unknown = tokens.filter((token) => token === null).length;
  if (unknown > 0) {
    console.log(`${unknown} of ${tokens.length} words and marks are unknown to the model`);
  }
  if (unread > 0) {
    console.log(`the last ${unread} words and marks were not read: the model reads ${window}`);
  }
  if (foreignLetters > 0) {
    console.log(`${foreignLetters} letters of other scripts than Latin were not read`);
  }
  if (!flags.gates) return;
  const means = Object.entries(traceMeans(traces, shape)).map(([trace, [row]]) =>
    [trace, row!] as const
  );
  console.log(
    `\nMean over the hidden units, by word:\nword\t${means.map(([trace]) => trace).join("\t")}`,
  );
  tokens.forEach((token, i) => {
    const values = means.map(([, row]) => row[steps.start + i]!.toFixed(3));
    console.log(`${token ?? "(unknown)"}\t${values.join("\t")}`);
  });
}

await runTask(async () => {
  const open = flags.gates ? ExportedModel.openExplaining : ExportedModel.open;
  const model = await open(path, flags);
  await (model.metadata.spec.embedding ? judge(model) : forecast(model));
  await model.release();
  return 0;
});
