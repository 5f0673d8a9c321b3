/** P1, P2 and their tables as one Markdown text, for terminals and reports. */
import { markdownTable } from "markdown-table";
import { countText, layerTable, networkTable } from "./network_text.ts";
import { shapePhrase } from "./shape.ts";
import { stepLines } from "./step_text.ts";
import type { Theory } from "./theory.ts";

const CONVENTION =
  `For one sample, forward. A multiply and an add count one each, plus one add for each bias element;
element-wise work (activations, gates, pooling) is counted apart. "Sees" is the most of the input
that one place of a layer's output may depend on.`;

function cellTable({ cells }: Theory): string {
  const ratio = (value: number): string => value.toFixed(2);
  return markdownTable([
    ["model", "recurrent stack", "ratio", "with head", "ratio", "FLOPs"],
    ...cells.rows.map((row) => [
      row.model,
      countText(row.stack),
      ratio(row.stackRatio),
      countText(row.whole),
      ratio(row.wholeRatio),
      countText(row.flops),
    ]),
  ], { align: ["l", "r", "r", "r", "r", "r"] });
}

function reachText({ reach: { settings, rows } }: Theory): string {
  const columns = settings.layers.map((count) => `${count} layer${count > 1 ? "s" : ""}`);
  return markdownTable([
    ["steps seen by the last output", ...columns, `layers for ${settings.steps} steps`],
    ...rows.map(({ model, reach, layersNeeded }) => [
      model,
      ...reach.map((steps) => steps === null ? "all so far" : countText(steps)),
      countText(layersNeeded),
    ]),
  ], { align: ["l", ...settings.layers.map(() => "r"), "r"] });
}

/** Everything, ending in a line break. */
export function theoryText(theory: Theory): string {
  const { networks, step, cells } = theory;
  return [
    "# P1 · Parameters and FLOPs",
    CONVENTION,
    ...networks.flatMap(({ name, report }) => [
      `## ${name}, on ${shapePhrase(report.input)}`,
      layerTable(report),
    ]),
    "## Side by side",
    networkTable(networks),
    networks.map(({ name, sees, fails }) => `- ${name}: sees ${sees}; fails at ${fails}.`).join(
      "\n",
    ),
    "# P2 · One RNN step",
    ["```text", ...stepLines(step), "```"].join("\n"),
    "# Parameters of the cells",
    `Inputs ${cells.sizes.features}, ${cells.sizes.layers} layers of ${cells.sizes.units} units, ` +
    `${cells.sizes.outputs} output, ${cells.sizes.steps} steps; ratios to SimpleRNN.`,
    cellTable(theory),
    "# Receptive field: recurrence against kernel",
    reachText(theory),
  ].join("\n\n") + "\n";
}
