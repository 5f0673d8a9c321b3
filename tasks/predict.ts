/**
 * `deno task predict MODEL.onnx INPUT`: a window of kW in, a forecast in kW out, by an exported model and nothing else.
 */
import { Command } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { explainPath, ExportedModel } from "../src/onnx/exported_model.ts";
import { traceMeans, traceRows } from "../src/onnx/trace_rows.ts";
import { parseWindows } from "../src/onnx/window_input.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly gates?: boolean;
  readonly threads: number;
  readonly json?: boolean;
}

const command = new Command("predict")
  .description("Forecast the next value of a series from a window of its past.")
  .argument("<model>", "an exported model, models/<profile>/*.onnx")
  .argument("<input>", "windows in kW, oldest first, as CSV or JSON; - for standard input")
  .option("--gates", "also return every gate and state, by the explain variant beside the model")
  .option("--threads <count>", "threads of onnxruntime", Number, 1)
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
      hint: "Name a file of CSV or JSON, or - for standard input",
      cause,
    });
  }
}

await runTask(async () => {
  const model = await ExportedModel.open(flags.gates ? explainPath(path) : path, flags);
  const { name, job, spec } = model.metadata, window = model.forecastWindow;
  const windows = parseWindows(await readInput(), {
    name: input === "-" ? "standard input" : input,
    window,
  });
  const { predictions, traces } = await model.forecast(windows);
  await model.release();
  const shape = { steps: window, hidden: spec.recurrent.hidden };
  if (flags.json) {
    const gates = flags.gates ? { gates: traceRows(traces, shape) } : {};
    console.log(JSON.stringify({ model: name, job, forecasts: [...predictions], ...gates }));
    return 0;
  }
  for (const forecast of predictions) console.log(`${forecast.toFixed(4)} kW`);
  if (flags.gates) {
    console.log("\nMean over the hidden units, by layer and step:");
    for (const [trace, means] of Object.entries(traceMeans(traces, shape))) {
      means.forEach((row, at) => {
        const which = means.length > 1 ? `${trace} window ${at + 1}` : trace;
        console.log(`${which}\t${row.map((value) => value.toFixed(3)).join(" ")}`);
      });
    }
  }
  return 0;
});
