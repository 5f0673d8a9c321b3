import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { fittedLane, type Lane } from "../src/explorer/lanes.ts";
import {
  axisText,
  bandPath,
  depthOf,
  linePath,
  unitLine,
  valueText,
} from "../src/explorer/plot.ts";
import type { ViewState } from "../src/explorer/view_state.ts";
import { GateHeat } from "./GateHeat.tsx";

/** Pixels of a lane's line. */
const HEIGHT = 58;
/** Room for strokes at the edges. */
const EDGE = 3;

/** A lane: its line over time, the heat map of its units below, and the values at the cursor. */
export function GateLane({ lane, units, view, dark, onUnit }: {
  readonly lane: Lane;
  readonly units: readonly number[];
  readonly view: ViewState;
  readonly dark: boolean;
  readonly onUnit: (unit: number) => void;
}): JSX.Element {
  const { symbol, name, note, kind, unit: measure, line, band, cells } = lane;
  const hidden = units.length, { from, to, unit, cursor } = view;
  const isMean = kind === "gate" || kind === "state";
  const single = cells !== undefined && unit !== null ? cells[cursor * hidden + unit] : undefined;
  const picture = useMemo(() => {
    const own = cells && unit !== null ? unitLine(cells, hidden, unit) : undefined;
    const fitted = fittedLane(lane, { from, to });
    const axis = own ? fittedLane(lane, { from, to }, own) : fitted;
    const draw = (values: ArrayLike<number | null>): string =>
      linePath(axis, values, { from, to }, HEIGHT - 2 * EDGE);
    const [top, bottom] = axisText(axis);
    return (
      <div class="gate-body">
        <svg class="gate-ticks" height={HEIGHT} aria-hidden="true">
          <text class="tick end" x="100%" y="11">{top}</text>
          <text class="tick end" x="100%" y={HEIGHT - 2}>{bottom}</text>
        </svg>
        <div class="gate-plot">
          <svg
            class="gate-line"
            width="100%"
            height={HEIGHT}
            viewBox={`0 ${-EDGE} ${to - from} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {kind === "state" && (
              <path
                class="gate-zero"
                d={`M0 ${depthOf(axis, 0) * (HEIGHT - 2 * EDGE)}H${to - from}`}
              />
            )}
            {band && (
              <path
                class="gate-band"
                d={bandPath(axis, band, { from, to }, HEIGHT - 2 * EDGE)}
              />
            )}
            <path class="gate-mean" d={draw(line)} />
            {own && <path class="gate-unit" d={draw(own)} />}
          </svg>
          {isMean && (
            <GateHeat
              lane={fitted}
              units={units}
              from={from}
              to={to}
              unit={unit}
              dark={dark}
              onUnit={onUnit}
            />
          )}
        </div>
      </div>
    );
  }, [lane, units, from, to, unit, dark, onUnit]);
  return (
    <div role="group" class={`gate-lane${isMean ? " with-heat" : ""}`} aria-label={name}>
      <h3>
        <span class="gate-symbol">{symbol}</span>
        <span class="gate-name">
          {name} <small>{note}</small>
        </span>
        <span class="gate-value">
          {isMean && <small>mean</small>}
          <b>{valueText(line[cursor])}</b>
          {measure !== "" && <small>{measure}</small>}
          {single !== undefined && <small>unit {unit}</small>}
          {single !== undefined && <b class="gate-unit-value">{valueText(single)}</b>}
        </span>
      </h3>
      {picture}
    </div>
  );
}
