// @ts-types="@types/d3-scale"
import { scaleLinear } from "d3-scale";
// @ts-types="@types/d3-shape"
import { area, line } from "d3-shape";
import type { JSX } from "preact";

/** A line of a chart: one value for each place, counted from 1, and the band around it. */
export interface ChartLine {
  /** Shown in the legend. */
  readonly name: string;
  /** Number of the colour. */
  readonly colour: number;
  /** The values. */
  readonly values: readonly number[];
  /** Lowest and highest value at each place; the values themselves unless given. */
  readonly band?: readonly (readonly [low: number, high: number])[];
}

const WIDTH = 1000, HEIGHT = 250, TOP = 18, BOTTOM = HEIGHT - 40;

/** Lines over counted places. The plot stretches to the page's width; strokes and text keep their size. */
export function LineChart(
  { summary, xName, yName, lines }: {
    readonly summary: string;
    readonly xName: string;
    readonly yName: string;
    readonly lines: readonly ChartLine[];
  },
): JSX.Element {
  const bands = lines.map(({ values, band }) => band ?? values.map((v) => [v, v] as const));
  const all = bands.flat(2);
  const longest = Math.max(...lines.map(({ values }) => values.length));
  const x = scaleLinear([1, Math.max(2, longest)], [WIDTH * 0.015, WIDTH * 0.985]);
  const y = scaleLinear([Math.min(...all), Math.max(...all)], [BOTTOM, TOP]).nice(4);
  const format = y.tickFormat(4);
  const share = (place: number): string => `${(x(place) / WIDTH * 100).toFixed(2)}%`;
  const stroke = line<number>((_, i) => x(i + 1), (value) => y(value)).digits(2);
  const fill = area<readonly [number, number]>(
    (_, i) => x(i + 1),
    ([low]) => y(low),
    ([, high]) => y(high),
  ).digits(2);
  return (
    <div class="line-chart" role="img" aria-label={summary}>
      <ul class="legend" aria-hidden="true">
        {lines.map(({ name, colour }) => (
          <li key={name} class={`c${colour}`}>
            <svg width="28" height="10">
              <path class={`line c${colour}`} d="M1 5H27" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <p class="axis-title" aria-hidden="true">{yName}</p>
      <div class="plot">
        <svg class="plot-scale" width="100%" height={HEIGHT}>
          {y.ticks(4).map((tick) => (
            <text key={tick} class="tick end" x="100%" y={y(tick) + 4}>{format(tick)}</text>
          ))}
        </svg>
        <svg width="100%" height={HEIGHT}>
          {y.ticks(4).map((tick) => (
            <line key={tick} class="grid" x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
          ))}
          {x.ticks(Math.min(6, longest)).filter(Number.isInteger).map((tick) => (
            <text key={tick} class="tick middle" x={share(tick)} y={BOTTOM + 18}>{tick}</text>
          ))}
          <text class="tick end" x="100%" y={BOTTOM + 36}>{xName}</text>
          <svg
            width="100%"
            height={HEIGHT}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
          >
            {lines.map(({ name, colour, band }, i) =>
              band && <path key={name} class={`band c${colour}`} d={fill(bands[i]!)!} />
            )}
            {lines.map(({ name, colour, values }) => (
              <path key={name} class={`line c${colour}`} d={stroke(values)!} />
            ))}
          </svg>
        </svg>
      </div>
    </div>
  );
}
