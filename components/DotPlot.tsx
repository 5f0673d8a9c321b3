// @ts-types="@types/d3-scale"
import { scaleLinear } from "d3-scale";
import type { JSX } from "preact";
import { fixed } from "../src/report/markdown.ts";

/** A row of a dot plot. */
export interface DotPlotRow {
  /** Shown at the left. */
  readonly name: string;
  /** A few words below the name. */
  readonly note?: string;
  /** The mean, or the only value. */
  readonly value: number;
  /** Half the width of its interval; `null` for none. */
  readonly halfWidth: number | null;
  /** The values that the mean is made of. */
  readonly parts: readonly number[];
  /** The study's figures for the same. */
  readonly study: readonly number[];
  /** Number of the colour; `null` for grey. */
  readonly colour: number | null;
}

const HEIGHT = 46, MIDDLE = 25, AXIS = 24;

/** Values with intervals over one axis, which is as wide as the page lets it: places are shares, sizes are pixels. */
export function DotPlot(
  { summary, axis, rows }: {
    readonly summary: string;
    readonly axis: string;
    readonly rows: readonly DotPlotRow[];
  },
): JSX.Element {
  const shown = rows.flatMap(({ value, halfWidth, parts, study }) => [
    value - (halfWidth ?? 0),
    value + (halfWidth ?? 0),
    ...parts,
    ...study,
  ]);
  const scale = scaleLinear([Math.min(...shown), Math.max(...shown)], [3, 97]).nice(5);
  const at = (value: number): string => `${scale(value).toFixed(2)}%`;
  const ticks = scale.ticks(5);
  const grid = (height: number) =>
    ticks.map((tick) => (
      <line key={tick} class="grid" x1={at(tick)} x2={at(tick)} y1={0} y2={height} />
    ));
  return (
    <div class="dot-plot" role="img" aria-label={summary}>
      {rows.map((row) => (
        <div class={`dot-row ${row.colour === null ? "grey" : `c${row.colour}`}`} key={row.name}>
          <div class="dot-name">
            {row.name}
            {row.note !== undefined && <small>{row.note}</small>}
          </div>
          <svg width="100%" height={HEIGHT}>
            {grid(HEIGHT)}
            {row.study.length > 1 && (
              <line
                class="study-range"
                x1={at(Math.min(...row.study))}
                x2={at(Math.max(...row.study))}
                y1={MIDDLE - 12}
                y2={MIDDLE - 12}
              />
            )}
            {row.study.map((value) => (
              <svg key={value} class="mark" x={at(value)} y={MIDDLE - 12}>
                <path class="study" d="M0-6l6 6l-6 6l-6-6z" />
              </svg>
            ))}
            {row.halfWidth !== null && (
              <line
                class="whisker"
                x1={at(row.value - row.halfWidth)}
                x2={at(row.value + row.halfWidth)}
                y1={MIDDLE + 4}
                y2={MIDDLE + 4}
              />
            )}
            {row.parts.length > 1 &&
              row.parts.map((value, i) => (
                <circle key={i} class="ring" cx={at(value)} cy={MIDDLE + 14} r={3} />
              ))}
            <circle class="dot" cx={at(row.value)} cy={MIDDLE + 4} r={6} />
          </svg>
        </div>
      ))}
      <div class="dot-row">
        <div class="dot-name axis-name">{axis}</div>
        <svg width="100%" height={AXIS}>
          {ticks.map((tick) => (
            <text key={tick} class="tick middle" x={at(tick)} y={16}>{fixed(tick, 3)}</text>
          ))}
        </svg>
      </div>
    </div>
  );
}
