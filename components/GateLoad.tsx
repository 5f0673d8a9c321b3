import type { JSX, TargetedPointerEvent } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Lane } from "../src/explorer/lanes.ts";
import type { LoadSample, NetworkCard } from "../src/explorer/network_card.ts";
import { roundUp } from "../src/explorer/lanes.ts";
import { clockText, depthOf, linePath } from "../src/explorer/plot.ts";
import { kilowattsOf } from "../src/explorer/verdict.ts";
import { HIGHEST_LOAD, type ViewState } from "../src/explorer/view_state.ts";

/** Pixels. */
const HEIGHT = 132, EDGE = 6;
/** Steps of a dragged load, in kW. */
const GRAIN = 100;

/** The lane of the input: the load of each minute, which can be dragged, and the forecast at its end. */
export function GateLoad({ sample, given, card, output, view, onLoad }: {
  /** The sample as it is now. */
  readonly sample: LoadSample;
  /** The sample as it was given. */
  readonly given: LoadSample;
  readonly card: NetworkCard;
  readonly output: number;
  readonly view: ViewState;
  readonly onLoad: (step: number, kilowatts: number) => void;
}): JSX.Element {
  const { kilowatts, start, next } = sample, { from, to, cursor, edits } = view;
  const forecast = kilowattsOf(output, card), changed = Object.keys(edits).length > 0;
  /** The dragged step, and the top of the axis while it is dragged, so that the ground does not move under the hand. */
  const drag = useRef<{ readonly step: number; readonly top: number } | null>(null);
  /** What the hand is measured against. The pictures within have the box of what is drawn in them, which moves with the line. */
  const plot = useRef<SVGSVGElement>(null);
  const most = Math.max(...kilowatts, ...given.kilowatts, next, forecast);
  const top = drag.current?.top ?? Math.min(HIGHEST_LOAD, roundUp(most * 1.15));
  const lane: Lane = {
    id: "x",
    symbol: "x",
    name: "load",
    note: "",
    kind: "series",
    unit: "kW",
    low: 0,
    high: top,
    line: kilowatts,
  };
  const depth = (kw: number): number => EDGE + depthOf(lane, kw) * (HEIGHT - 2 * EDGE);
  const left = (step: number): string => `${(step - from + 0.5) / (to - from) * 100}%`;
  const atEnd = to === kilowatts.length;

  function loadAt({ clientY }: PointerEvent): number {
    const { top: y } = plot.current!.getBoundingClientRect();
    const share = 1 - (clientY - y - EDGE) / (HEIGHT - 2 * EDGE);
    return Math.round(Math.min(1, Math.max(0, share)) * top * GRAIN) / GRAIN;
  }
  function grasp(event: TargetedPointerEvent<SVGPathElement>): void {
    const { left: x, width } = plot.current!.getBoundingClientRect();
    const step = from + Math.floor((event.clientX - x) / width * (to - from));
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    drag.current = { step: Math.max(from, Math.min(to - 1, step)), top };
  }
  function move(event: TargetedPointerEvent<SVGPathElement>): void {
    if (drag.current === null) return;
    event.stopPropagation();
    onLoad(drag.current.step, loadAt(event));
  }
  function release(event: TargetedPointerEvent<SVGPathElement>): void {
    if (drag.current === null) return;
    const { step } = drag.current;
    drag.current = null;
    // Once more, so that the axis fits what was left; a press that moved nothing has changed nothing.
    if (step in edits) onLoad(step, kilowatts[step]!);
    event.currentTarget.releasePointerCapture(event.pointerId);
  }
  const original = useMemo(
    () => changed ? linePath(lane, given.kilowatts, { from, to }, HEIGHT - 2 * EDGE) : "",
    [changed, given, from, to, top],
  );
  const path = linePath(lane, kilowatts, { from, to }, HEIGHT - 2 * EDGE);
  return (
    <div role="group" class="gate-lane gate-input" aria-label="load">
      <h3>
        <span class="gate-symbol">x</span>
        <span class="gate-name">
          load <small>drag a point: all below is computed anew, in your browser</small>
        </span>
        <span class="gate-value">
          <small>{clockText(start + cursor)}</small>
          <b>{kilowatts[cursor]!.toFixed(2)}</b>
          <small>kW</small>
        </span>
      </h3>
      <div class="gate-body">
        <svg class="gate-ticks" height={HEIGHT} aria-hidden="true">
          {[0, top / 2, top].map((tick) => (
            <text key={tick} class="tick end" x="100%" y={depth(tick) + 4}>{tick}</text>
          ))}
        </svg>
        <div class="gate-plot">
          <svg class="gate-load" ref={plot} width="100%" height={HEIGHT} aria-hidden="true">
            {[0, top / 2, top].map((tick) => (
              <line key={tick} class="grid" x1="0" x2="100%" y1={depth(tick)} y2={depth(tick)} />
            ))}
            <svg
              width="100%"
              height={HEIGHT}
              viewBox={`0 ${-EDGE} ${to - from} ${HEIGHT}`}
              preserveAspectRatio="none"
            >
              {changed && <path class="gate-original" d={original} />}
              <path class="gate-mean" d={path} />
            </svg>
            {Array.from({ length: to - from }, (_, i) => from + i).map((step) => (
              <circle
                key={step}
                class={`gate-point${step in edits ? " changed" : ""}${
                  step === cursor ? " current" : ""
                }`}
                cx={left(step)}
                cy={depth(kilowatts[step]!)}
                r={step === cursor ? 5 : step in edits ? 4 : 2.2}
              />
            ))}
            {/* What can be grasped is broader than what is seen. */}
            <svg
              width="100%"
              height={HEIGHT}
              viewBox={`0 ${-EDGE} ${to - from} ${HEIGHT}`}
              preserveAspectRatio="none"
            >
              <path
                class="gate-grip"
                d={path}
                // Chromium heeds touch-action on no part of a picture; this keeps a finger from scrolling instead.
                onTouchStart={(event) => event.preventDefault()}
                onPointerDown={grasp}
                onPointerMove={move}
                onPointerUp={release}
                onPointerCancel={release}
              />
            </svg>
          </svg>
        </div>
        {atEnd && (
          <svg class="gate-next" height={HEIGHT} aria-hidden="true">
            {!changed && <circle class="gate-truth" cx="50%" cy={depth(next)} r="4.5" />}
            <circle class="gate-forecast" cx="50%" cy={depth(forecast)} r="4.5" />
          </svg>
        )}
      </div>
    </div>
  );
}
