// @ts-types="@types/d3-scale"
import { scaleLinear } from "d3-scale";
// @ts-types="@types/d3-shape"
import { area, line } from "d3-shape";
import { COLOURS, type Drawing, FIGURE_WIDTH, label, nameWidth, rule, svg } from "./svg.ts";

/** A value with its bounds at one place of the horizontal axis. */
export interface LinePoint {
  /** Place on the horizontal axis. */
  readonly x: number;
  /** The value. */
  readonly y: number;
  /** Lower bound of the band. */
  readonly low: number;
  /** Upper bound of the band. */
  readonly high: number;
}

/** Lines with bands over a numeric axis. */
export interface LineChart {
  /** Prefix of the ids inside the document. */
  readonly id: string;
  /** One line. */
  readonly title: string;
  /** The content in sentences. */
  readonly description: string;
  /** Name of the horizontal axis. */
  readonly xLabel: string;
  /** Name and unit of the vertical axis. */
  readonly yLabel: string;
  /** How a value is written on both axes; as a number unless given. */
  readonly tick?: (value: number) => string;
  /** At most as many lines as there are colours, each with one point or more. */
  readonly lines: readonly { readonly name: string; readonly points: readonly LinePoint[] }[];
}

const HEIGHT = 330;
const PLOT = { left: 60, top: 62, bottom: 274 };
/** Space between a line's end and its name, and on the name's other side. */
const NAME_GAP = 8;
const LABEL_HEIGHT = 17;
/** Up to so many places of the horizontal axis are all named; of more, round numbers are. */
const NAMED_PLACES = 6;

/** Vertical places for labels that wish to stand at `wished`, in ascending order, none closer than a label's height. */
function spread(wished: readonly number[]): number[] {
  const places: number[] = [];
  for (const wish of wished) {
    places.push(Math.max(wish, (places.at(-1) ?? -Infinity) + LABEL_HEIGHT));
  }
  let ceiling = PLOT.bottom;
  for (let i = places.length - 1; i >= 0; i--) {
    places[i] = Math.min(places[i]!, ceiling);
    ceiling = places[i]! - LABEL_HEIGHT;
  }
  return places;
}

/**
 * A line chart, each line named at its end.
 * @throws RangeError for no line, too many or one without points
 */
export function lineChart(
  { id, title, description, xLabel, yLabel, tick: written, lines }: LineChart,
): Drawing {
  const points = lines.flatMap((line) => line.points);
  if (lines.length > COLOURS || points.length === 0 || lines.some(({ points }) => !points.length)) {
    throw new RangeError(
      `Cannot draw ${lines.length} lines: expected 1 to ${COLOURS}, each with points`,
    );
  }
  const right = FIGURE_WIDTH - 2 * NAME_GAP - nameWidth(lines.map(({ name }) => name));
  const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const x = scaleLinear([xs[0]!, xs.at(-1)!], [PLOT.left, right]);
  const y = scaleLinear(
    [Math.min(...points.map((point) => point.low)), Math.max(...points.map((point) => point.high))],
    [PLOT.bottom, PLOT.top],
  ).nice(6);
  const formatX = written ?? ((tick: number) => String(tick).replace("-", "−"));
  const formatY = written ?? y.tickFormat(6);
  const yAxis = y.ticks(6).flatMap((tick) => [
    rule(PLOT.left, y(tick), right, y(tick), "grid"),
    label(formatY(tick), PLOT.left - 8, y(tick) + 4, "tick end"),
  ]);
  const xTicks = xs.length <= NAMED_PLACES ? xs : x.ticks(NAMED_PLACES);
  const xAxis = xTicks.filter(Number.isInteger)
    .map((tick) => label(formatX(tick), x(tick), PLOT.bottom + 20, "tick middle"));
  const band = area<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.low),
    (point) => y(point.high),
  )
    .digits(2);
  const stroke = line<LinePoint>((point) => x(point.x), (point) => y(point.y)).digits(2);
  const ends = lines.map(({ name, points }, i) => ({ name, i, y: y(points.at(-1)!.y) }))
    .sort((a, b) => a.y - b.y || a.i - b.i);
  const places = spread(ends.map((end) => end.y));
  return svg({
    id,
    title,
    description,
    height: HEIGHT,
    body: [
      label(yLabel, 16, 48, "axis"),
      ...yAxis,
      ...xAxis,
      label(xLabel, (PLOT.left + right) / 2, PLOT.bottom + 42, "axis middle"),
      ...lines.map(({ points }, i) => `<path class="band c${i}" d="${band(points)}"/>`),
      ...lines.map(({ points }, i) => `<path class="line c${i}" d="${stroke(points)}"/>`),
      ...ends.map(({ name, i }, place) =>
        label(name, right + NAME_GAP, places[place]! + 4, `name c${i}`)
      ),
    ],
  });
}
