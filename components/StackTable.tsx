import type { JSX } from "preact";
import type { StackReport } from "../src/theory/layer_stack.ts";
import { extents, shapeText } from "../src/theory/shape.ts";
import type { LayerReport } from "../src/theory/stack_walk.ts";
import { ScrollTable } from "./ScrollTable.tsx";

const count = (value: number): string => value.toLocaleString("en-GB");

function rowsOf(
  layers: readonly LayerReport[],
  mark: string,
): { mark: string; layer: LayerReport }[] {
  return layers.flatMap((layer) => [
    ...(layer.branches ?? []).flatMap((branch, i) => rowsOf(branch, `${mark}${i + 1}: `)),
    { mark, layer },
  ]);
}

/** A stack layer by layer, with its sum. */
export function StackTable({ report }: { readonly report: StackReport }): JSX.Element {
  const all = extents(report.input).join("×");
  return (
    <ScrollTable caption="Layer by layer, for one sample, forward">
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col" class="number">output</th>
          <th scope="col" class="number">parameters</th>
          <th scope="col" class="number">FLOPs</th>
          <th scope="col" class="number">sees</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(report.layers, "").map(({ mark, layer }, i) => (
          <tr key={i}>
            <th scope="row">{mark}{layer.label}</th>
            <td class="number">{shapeText(layer.output)}</td>
            <td class="number">{layer.branches ? "" : count(layer.parameters)}</td>
            <td class="number">{layer.branches ? "" : count(layer.flops)}</td>
            <td class="number">{all === "" ? "all" : `${layer.reach.join("×")} of ${all}`}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">sum</th>
          <td class="number">{shapeText(report.output)}</td>
          <td class="number">{count(report.parameters)}</td>
          <td class="number">{count(report.flops)}</td>
          <td></td>
        </tr>
      </tfoot>
    </ScrollTable>
  );
}
