import type { ComponentChildren, JSX } from "preact";
import type { TextTable } from "../src/web/study_parts.ts";
import { FigureTable } from "./FigureTable.tsx";

/** A picture with its title, its meaning in words and its numbers behind it. */
export function Figure(
  { title, note, table, children }: {
    readonly title: string;
    readonly note: ComponentChildren;
    readonly table: TextTable;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong>
        <span>{note}</span>
      </figcaption>
      {children}
      <details>
        <summary>The numbers in this picture</summary>
        <FigureTable caption={title} table={table} />
      </details>
    </figure>
  );
}
