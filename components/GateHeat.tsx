import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { colourTable, paintCells } from "../src/explorer/colour_map.ts";
import type { Lane } from "../src/explorer/lanes.ts";

/** A heat map: a row for each unit, a column for each shown step. A press on a row chooses its unit. */
export function GateHeat({ lane, units, from, to, unit, dark, onUnit }: {
  readonly lane: Lane;
  readonly units: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly unit: number | null;
  readonly dark: boolean;
  readonly onUnit: (unit: number) => void;
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cells, low, high, kind } = lane;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(to - from, units.length);
    if (cells !== undefined) {
      const table = colourTable(kind === "gate" ? "gate" : "state", dark);
      const pixels = new Uint32Array(image.data.buffer);
      paintCells(pixels, cells, { units, from, to, low, high, table });
    }
    context.putImageData(image, 0, 0);
  }, [cells, low, high, kind, units, from, to, dark]);
  const row = unit === null ? -1 : units.indexOf(unit);
  return (
    <div
      class="gate-heat"
      onClick={({ currentTarget, clientY }) => {
        const { top, height } = currentTarget.getBoundingClientRect();
        onUnit(
          units[Math.min(units.length - 1, Math.floor((clientY - top) / height * units.length))]!,
        );
      }}
    >
      <canvas ref={canvas} width={to - from} height={units.length} data-lane={lane.id} />
      {row >= 0 && (
        <svg viewBox={`0 0 1 ${units.length}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="gate-row" d={`M0 ${row}H1M0 ${row + 1}H1`} />
        </svg>
      )}
    </div>
  );
}
