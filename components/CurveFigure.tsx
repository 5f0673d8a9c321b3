import type { JSX } from "preact";
import { fixed } from "../src/report/markdown.ts";
import { Figure } from "./Figure.tsx";
import { type ChartLine, LineChart } from "./LineChart.tsx";

/** Curves over epochs, with the numbers behind them. */
export function CurveFigure(
  { title, note, axis, lines }: {
    readonly title: string;
    readonly note: string;
    readonly axis: string;
    readonly lines: readonly ChartLine[];
  },
): JSX.Element {
  const epochs = Math.max(...lines.map(({ values }) => values.length));
  return (
    <Figure
      title={title}
      note={note}
      table={{
        header: ["epoch", ...lines.map(({ name }) => name)],
        rows: Array.from({ length: epochs }, (_, i) => [
          String(i + 1),
          ...lines.map(({ values }) => values[i] === undefined ? "–" : fixed(values[i], 6)),
        ]),
      }}
    >
      <LineChart
        xName="epoch"
        yName={axis}
        lines={lines}
        summary={lines.map(({ name, values }) =>
          `${name} starts at ${fixed(values[0]!, 4)} and ends at ${fixed(values.at(-1)!, 4)}.`
        ).join(" ")}
      />
    </Figure>
  );
}
