/** Costs of networks as Markdown, aligned so that it reads well on a terminal too. */
import { markdownTable } from "markdown-table";
import type { StackReport } from "./layer_stack.ts";
import { extents, shapeText } from "./shape.ts";
import type { LayerReport } from "./stack_walk.ts";
import type { CountedNetwork } from "./theory.ts";

const COUNT = new Intl.NumberFormat("en-GB");

/** A count with its digits in groups of three: `310,400`. */
export function countText(value: number): string {
  return COUNT.format(value);
}

/** What is seen of what there is: `50 of 50`, `10×10 of 128×128`. */
function reachText(reach: readonly number[], report: StackReport): string {
  return `${reach.join("×")} of ${extents(report.input).join("×")}`;
}

/** `3,072 mul + 3,136 add, × 50`: the operations of one use of the weights, and how often they are used. */
function operationsText({ multiplications, additions, uses }: LayerReport): string {
  if (uses === 0) return "";
  const once = `${countText(multiplications / uses)} mul + ${countText(additions / uses)} add`;
  return uses === 1 ? once : `${once}, × ${countText(uses)}`;
}

function rows(layers: readonly LayerReport[], report: StackReport, mark: string): string[][] {
  return layers.flatMap((layer) => [
    ...(layer.branches ?? []).flatMap((branch, i) =>
      rows(branch, report, `${mark}branch ${i + 1}: `)
    ),
    [
      mark + layer.label,
      shapeText(layer.output),
      layer.branches ? "" : countText(layer.parameters),
      operationsText(layer),
      layer.branches ? "" : countText(layer.flops),
      reachText(layer.reach, report),
    ],
  ]);
}

/** A network layer by layer, with its sum. Rows of branches stand before the row that concatenates them. */
export function layerTable(report: StackReport): string {
  return markdownTable([
    ["layer", "output", "parameters", "operations", "FLOPs", "sees"],
    ...rows(report.layers, report, ""),
    ["sum", "", countText(report.parameters), "", countText(report.flops), ""],
  ], { align: ["l", "r", "r", "r", "r", "r"] });
}

/** Networks side by side: their sums, element-wise operations in a column of their own. */
export function networkTable(networks: readonly CountedNetwork[]): string {
  return markdownTable([
    ["network", "input", "parameters", "FLOPs", "element-wise"],
    ...networks.map(({ name, report }) => [
      name,
      shapeText(report.input),
      countText(report.parameters),
      countText(report.flops),
      countText(report.elementwise),
    ]),
  ], { align: ["l", "r", "r", "r", "r"] });
}
