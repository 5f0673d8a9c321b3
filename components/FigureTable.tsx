import type { JSX } from "preact";
import type { TextTable } from "../src/web/study_parts.ts";
import { ScrollTable } from "./ScrollTable.tsx";

/** A table of text: the first column names its rows, the others hold numbers. */
export function FigureTable(
  { caption, table }: { readonly caption: string; readonly table: TextTable },
): JSX.Element {
  return (
    <ScrollTable caption={caption}>
      <thead>
        <tr>
          {table.header.map((name, i) => (
            <th key={name} scope="col" class={i > 0 ? "number" : undefined}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => <td key={i} class="number">{cell}</td>)}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
