/** A benchmark of inference as Markdown and a figure: what to ship for which batch, then every number. */
import { dotPlot } from "../report/dot_plot.ts";
import { ABSENT, fixed, grouped, table } from "../report/markdown.ts";
import type { InferenceRow } from "./inference_bench.ts";
import { EIGHT_BITS, type InferenceResult } from "./inference_result.ts";
import type { ModelCosts } from "./model_costs.ts";
import { type Drawing, picture } from "../report/svg.ts";

/** A model whose error is so close to the best counts as equally good: seeds differ by as much. */
const EQUALLY_GOOD = 0.03;

/** Three significant digits. */
function digits(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}

/** What tells how good a model is: the lower the better, or the higher. */
function quality({ test }: ModelCosts): { name: string; value: number; isError: boolean } {
  return test["mse"] === undefined
    ? { name: "accuracy", value: test["accuracy"]!, isError: false }
    : { name: "test MSE", value: test["mse"], isError: true };
}

/** The same as a contender runs it; `null` where it was not measured. */
function qualityBy(contender: string, model: ModelCosts): number | null {
  return contender === EIGHT_BITS ? model.int8.loss?.rounded ?? null : quality(model).value;
}

/** Groups of models that serve one purpose, by whether they judge or forecast. */
function purposes(models: readonly ModelCosts[]): [string, ModelCosts[]][] {
  return [...Map.groupBy(models, (model) => quality(model).isError ? "forecasts" : "reviews")];
}

/** Whether a model of that quality is as good as the best of its kind. */
function isGood(value: number | null, kind: readonly ModelCosts[]): boolean {
  if (value === null) return false;
  const { isError } = quality(kind[0]!), all = kind.map((model) => quality(model).value);
  return isError
    ? value <= Math.min(...all) * (1 + EQUALLY_GOOD)
    : value >= Math.max(...all) * (1 - EQUALLY_GOOD);
}

/** Of a kind's models and their contenders, the fastest that is as good as any. */
function choice(
  { rows }: InferenceResult,
  kind: readonly ModelCosts[],
  batch: number,
): { row: InferenceRow; model: ModelCosts } {
  const byName = new Map(kind.map((model) => [model.model, model]));
  const own = rows.filter((row) => {
    const model = byName.get(row.model);
    return row.batch === batch && model && isGood(qualityBy(row.contender, model), kind);
  });
  const row = own.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
  return { row, model: byName.get(row.model)! };
}

function choiceTable(result: InferenceResult): string {
  const batches = [...new Set(result.rows.map(({ batch }) => batch))];
  const rows = purposes(result.models).flatMap(([purpose, kind]) =>
    batches.map((batch) => {
      const { row, model } = choice(result, kind, batch);
      const { bytes } = row.contender === EIGHT_BITS ? model.int8 : model;
      return [
        purpose,
        String(batch),
        `\`${row.model}\``,
        row.contender,
        digits(row.milliseconds.median),
        digits(row.perSecond),
        `${quality(model).name} ${fixed(qualityBy(row.contender, model)!, 4)}`,
        grouped(Math.round(bytes / 1000)),
      ];
    })
  );
  return table(
    ["for", "batch", "ship", "run by", "ms", "samples a second", "how good", "file, kB"],
    rows,
    ["l", "r", "l", "l", "r", "r", "r", "r"],
  );
}

function timeTable({ rows }: InferenceResult, batch: number): string {
  const own = rows.filter((row) => row.batch === batch);
  const contenders = [...new Set(own.map(({ contender }) => contender))];
  const byModel = [...Map.groupBy(own, ({ model }) => model)];
  return table(
    ["model", ...contenders],
    byModel.map(([model, cells]) => [
      `\`${model}\``,
      ...contenders.map((contender) => {
        const found = cells.find((row) => row.contender === contender);
        if (found === undefined) return ABSENT;
        const { median, minimum, maximum } = found.milliseconds;
        return `${digits(median)} (${digits(minimum)}–${digits(maximum)}), ×${digits(found.ratio)}`;
      }),
    ]),
    ["l", ...contenders.map(() => "r" as const)],
  );
}

function costTable({ models }: InferenceResult): string {
  return table(
    [
      "model",
      "steps",
      "parameters",
      "how good",
      "file, kB",
      "load, ms",
      "process, MB",
      "8 bits, kB",
      "8 bits, what",
      "8 bits, how good",
    ],
    models.map((model) => {
      const { name, value } = quality(model), { loss, scheme, bytes } = model.int8;
      return [
        `\`${model.model}\``,
        String(model.steps),
        grouped(model.parameters),
        `${name} ${fixed(value, 4)}`,
        grouped(Math.round(model.bytes / 1000)),
        digits(model.load.median),
        grouped(Math.round(model.peakMemory / 1e6)),
        grouped(Math.round(bytes / 1000)),
        scheme === "dynamic" ? "weights, arithmetic" : "weights",
        loss === null ? ABSENT : `${fixed(loss.exact, 4)} → ${fixed(loss.rounded, 4)}`,
      ];
    }),
    ["l", "r", "r", "r", "r", "r", "r", "r", "l", "r"],
  );
}

/** The figure: latency of one sample by model, by the first contender. */
export function inferenceFigure(result: InferenceResult): Drawing {
  const base = result.rows[0]!.contender;
  const own = result.rows.filter((row) => row.batch === 1 && row.contender === base);
  const families = [...new Set(result.models.map(({ family }) => family))];
  return dotPlot({
    id: "inference-latency",
    title: `Latency of one sample, ${base}`,
    description: own.map(({ model, milliseconds }) =>
      `${model}: ${digits(milliseconds.median)} ms.`
    ).join(" "),
    xLabel: "milliseconds, median of the rounds",
    rows: own.map(({ model, milliseconds }) => ({
      name: model.replace(/-seed-\d+$/, "").replace("length-", "").replace("window-", ""),
      value: milliseconds.median,
      halfWidth: null,
      parts: [],
      study: null,
      colour: families.indexOf(result.models.find((item) => item.model === model)!.family) % 4,
    })),
  });
}

/** `reports/bench/report.md`, ending in a line break. */
export function inferenceText(result: InferenceResult): string {
  const { machine, profile, data, runtime, rows } = result;
  const batches = [...new Set(rows.map(({ batch }) => batch))];
  const losses = result.models.flatMap(({ int8 }) => int8.loss ?? []);
  return `${
    [
      "# Inference",
      `Models of the ${profile} profile, trained on ${
        data === "simulated" ? "**simulated** data" : "real data"
      }, in ${runtime}, on ${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.runtime}. ` +
      `Each number is a median of ${
        rows[0]!.milliseconds.count
      } predictions; contenders take turns, so that a busy moment of the machine hits all ` +
      "alike: trust the ratios more than the milliseconds.",
      "## What to ship",
      `Of the models whose test error or accuracy is within ${
        fixed(100 * EQUALLY_GOOD, 0)
      }% of the best of their kind, the one that predicts most samples a second, by any contender. With weights of eight bits, ` +
      "what counts is how good the model is with these:",
      choiceTable(result),
      picture("figures/inference-latency.svg", inferenceFigure(result)),
      "## What a model costs",
      "Loading is from the file's bytes to a session. The process loads one model and predicts one sample; most of its memory is the runtime's. " +
      "onnxruntime computes an LSTM in eight bits; of SimpleRNN and GRU it has no such form, so that their weights alone are stored in eight. " +
      (losses.length === 0
        ? "What eight bits lose was not measured, as the test data were not at hand."
        : "What eight bits lose was measured over the test part on which the models were scored."),
      costTable(result),
      ...batches.flatMap((batch) => [
        `## ${batch === 1 ? "Latency: one sample" : `Throughput: ${batch} samples at once`}`,
        `Milliseconds: median, (fastest–slowest), and × the median of ${rows[0]!.contender}.`,
        timeTable(result, batch),
      ]),
    ].join("\n\n")
  }\n`;
}
