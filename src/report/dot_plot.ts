// @ts-types="@types/d3-scale"
import { scaleLinear } from "d3-scale";
import { COLOURS, type Drawing, FIGURE_WIDTH, label, nameWidth, pixel, rule, svg } from "./svg.ts";

/** One row of a dot plot. */
export interface DotRow {
  /** Shown at the left. */
  readonly name: string;
  /** The mean, or the only value. */
  readonly value: number;
  /** Half the width of its interval, or `null` for none. */
  readonly halfWidth: number | null;
  /** The values that the mean is made of; empty for a single value. */
  readonly parts: readonly number[];
  /** The study's figure, or `null` for none. */
  readonly study: number | null;
  /** Number of the colour, or `null` for grey. */
  readonly colour: number | null;
}

/** Values with intervals, one row each. */
export interface DotPlot {
  /** Prefix of the ids inside the document. */
  readonly id: string;
  /** One line. */
  readonly title: string;
  /** The content in sentences. */
  readonly description: string;
  /** Name and unit of the horizontal axis. */
  readonly xLabel: string;
  /** The rows from top to bottom, one or more. */
  readonly rows: readonly DotRow[];
}

const ROW = 44, TOP = 50, RIGHT = FIGURE_WIDTH - 24;
/** About so many numbers along the axis. */
const TICKS = 4;
const LEGEND = { left: 24, line: 22 };

function circle(x: number, y: number, radius: number, className: string): string {
  return `<circle class="${className}" cx="${pixel(x)}" cy="${pixel(y)}" r="${radius}"/>`;
}

function diamond(x: number, y: number): string {
  return `<path class="study" d="M${pixel(x)} ${pixel(y - 7)}l6 7l-6 7l-6 -7z"/>`;
}

/** The kinds of mark that occur, in lines from `top` down: each has its drawing, its name and the width of both. */
function legend(rows: readonly DotRow[], top: number): { marks: string[]; height: number } {
  const kinds = [
    {
      occurs: rows.some(({ halfWidth }) => halfWidth !== null),
      draw: (x: number, y: number) => [
        rule(x, y, x + 28, y, "whisker c0"),
        circle(x + 14, y, 5, "dot c0"),
      ],
      name: "mean with 95% interval",
      at: 38,
      width: 216,
    },
    {
      occurs: rows.some(({ parts }) => parts.length > 0),
      draw: (x: number, y: number) => [circle(x + 12, y, 3, "ring")],
      name: "one seed",
      at: 24,
      width: 112,
    },
    {
      occurs: rows.some(({ study }) => study !== null),
      draw: (x: number, y: number) => [diamond(x + 12, y)],
      name: "the study's figure, on real data",
      at: 26,
      width: 250,
    },
    {
      occurs: rows.some(({ colour }) => colour === null),
      draw: (x: number, y: number) => [circle(x + 12, y, 5, "dot")],
      name: "baseline",
      at: 24,
      width: 100,
    },
  ].filter(({ occurs }) => occurs);
  let x = LEGEND.left, y = top;
  const marks = kinds.flatMap(({ draw, name, at, width }) => {
    if (x > LEGEND.left && x + width > FIGURE_WIDTH) [x, y] = [LEGEND.left, y + LEGEND.line];
    const entry = [...draw(x, y), label(name, x + at, y + 4, "tick")];
    x += width;
    return entry;
  });
  return { marks, height: kinds.length === 0 ? 0 : y - top + 30 };
}

/**
 * A dot plot with intervals.
 * @throws RangeError for no row or a colour that does not exist
 */
export function dotPlot({ id, title, description, xLabel, rows }: DotPlot): Drawing {
  if (rows.length === 0 || rows.some(({ colour }) => colour !== null && colour >= COLOURS)) {
    throw new RangeError(
      `Cannot draw ${rows.length} rows: expected 1 or more, of ${COLOURS} colours`,
    );
  }
  const shown = rows.flatMap(({ value, halfWidth, parts, study }) => [
    value - (halfWidth ?? 0),
    value + (halfWidth ?? 0),
    ...parts,
    ...(study === null ? [] : [study]),
  ]);
  const left = nameWidth(rows.map(({ name }) => name)) + 30;
  const x = scaleLinear([Math.min(...shown), Math.max(...shown)], [left, RIGHT]).nice(TICKS);
  const format = x.tickFormat(TICKS);
  const bottom = TOP + rows.length * ROW;
  const kinds = legend(rows, bottom + 66);
  const marks = rows.flatMap(({ name, value, halfWidth, parts, study, colour }, i) => {
    const y = TOP + (i + 0.5) * ROW;
    const tint = colour === null ? "" : ` c${colour}`;
    return [
      label(name, left - 14, y + 4, `name end${tint}`),
      ...(halfWidth === null
        ? []
        : [rule(x(value - halfWidth), y, x(value + halfWidth), y, `whisker${tint}`)]),
      // Below and above the line, so that nothing hides the mean.
      ...parts.map((part) => circle(x(part), y + 10, 3, `ring${tint}`)),
      circle(x(value), y, 5, `dot${tint}`),
      ...(study === null ? [] : [diamond(x(study), y - 11)]),
    ];
  });
  return svg({
    id,
    title,
    description,
    height: bottom + 54 + kinds.height,
    body: [
      ...x.ticks(TICKS).flatMap((tick) => [
        rule(x(tick), TOP, x(tick), bottom, "grid"),
        label(format(tick), x(tick), bottom + 18, "tick middle"),
      ]),
      label(xLabel, (left + RIGHT) / 2, bottom + 40, "axis middle"),
      ...marks,
      ...kinds.marks,
    ],
  });
}
