import type { JSX } from "preact";
import { type CurvePicture, picturesOf } from "../src/web/metrics.ts";
import { CurveFigure } from "./CurveFigure.tsx";
import type { ChartLine } from "./LineChart.tsx";

/** A run's curves with its name in the picture. */
export interface NamedCurves {
  /** The name. */
  readonly name: string;
  /** Values by the names of `jobs.json`. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
}

/** Training and validation of one run; of several, the validation alone. */
function linesOf({ training, validation }: CurvePicture, all: readonly NamedCurves[]): ChartLine[] {
  const line = (name: string, colour: number, values: readonly number[] | undefined): ChartLine[] =>
    values === undefined ? [] : [{ name, colour, values }];
  const [one, ...others] = all;
  if (one === undefined || others.length > 0) {
    return all.flatMap(({ name, curves }, i) => line(name, i, curves[validation]));
  }
  return [
    ...(training === undefined ? [] : line("training", 0, one.curves[training])),
    ...line("validation", 1, one.curves[validation]),
  ];
}

/** Pictures of all that was measured after each epoch of one run or of several. */
export function CurveFigures(
  { all, note }: { readonly all: readonly NamedCurves[]; readonly note: string },
): JSX.Element {
  return (
    <>
      {picturesOf(all.map(({ curves }) => curves)).map((picture) => (
        <CurveFigure
          key={picture.title}
          title={picture.title}
          note={note}
          axis={picture.axis}
          lines={linesOf(picture, all)}
        />
      ))}
    </>
  );
}
