import type { JSX } from "preact";
import { fixed } from "../src/report/markdown.ts";
import { type CurvePicture, picturesOf } from "../src/web/metrics.ts";
import { Figure } from "./Figure.tsx";
import { type ChartLine, LineChart } from "./LineChart.tsx";

/** Somebody's curves: a run, by its name in the picture; no name where it is the only one. */
export interface Curves {
  /** The name. */
  readonly name?: string;
  /** Values by the names of `jobs.json`. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
}

/** The lines of one picture. Of several runs, the validation alone is shown. */
function linesOf({ curves: names }: CurvePicture, all: readonly Curves[]): ChartLine[] {
  const shown = Object.entries(names).filter(([name]) =>
    all.length === 1 || name !== "trainingLoss"
  );
  return all.flatMap(({ name, curves }) =>
    shown.flatMap(([key, title]) => {
      const values = curves[key];
      return values === undefined ? [] : [{ name: name ?? title, values }];
    })
  ).map((line, colour) => ({ ...line, colour }));
}

/** Pictures of all that was measured after each epoch, with the numbers behind them. */
export function CurveFigures(
  { all, note }: { readonly all: readonly Curves[]; readonly note: string },
): JSX.Element {
  return (
    <>
      {picturesOf(all.map(({ curves }) => curves)).map((picture) => {
        const lines = linesOf(picture, all);
        const epochs = Math.max(...lines.map(({ values }) => values.length));
        return (
          <Figure
            key={picture.title}
            title={picture.title}
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
              yName={picture.axis}
              lines={lines}
              summary={lines.map(({ name, values }) =>
                `${name} starts at ${fixed(values[0]!, 4)} and ends at ${fixed(values.at(-1)!, 4)}.`
              ).join(" ")}
            />
          </Figure>
        );
      })}
    </>
  );
}
