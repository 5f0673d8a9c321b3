import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ColourScale, colourTable } from "../src/explorer/colour_map.ts";
import { fittedLane } from "../src/explorer/lanes.ts";
import type { Reading } from "../src/explorer/reading.ts";
import type { ViewState } from "../src/explorer/view_state.ts";

function Scale({ scale, dark, low, high, name }: {
  readonly scale: ColourScale;
  readonly dark: boolean;
  readonly low: string;
  readonly high: string;
  readonly name: string;
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const table = colourTable(scale, dark), image = context.createImageData(table.length, 1);
    new Uint32Array(image.data.buffer).set(table);
    context.putImageData(image, 0, 0);
  }, [scale, dark]);
  return (
    <p>
      {name} <span>{low}</span> <canvas ref={canvas} width={256} height={1} /> <span>{high}</span>
    </p>
  );
}

/** What the colours of the heat maps and the marks of the input mean. */
export function GateLegend({ readings, view, dark }: {
  readonly readings: readonly Reading[];
  readonly view: ViewState;
  readonly dark: boolean;
}): JSX.Element {
  const lanes = readings.flatMap((reading) => reading.lanes);
  const cell = lanes.filter(({ id }) => id === "c").map((lane) => fittedLane(lane, view).high);
  const forecasts = readings.every(({ tokens }) => tokens === undefined);
  return (
    <div class="gate-legend" aria-label="Legend" role="group">
      {lanes.some(({ kind }) => kind === "gate") && (
        <Scale scale="gate" dark={dark} name="Gates" low="0 shut" high="1 open" />
      )}
      <Scale scale="state" dark={dark} name="States, candidates" low="−1" high="1" />
      {cell.length > 0 && (
        <p>
          c: colours from{" "}
          {cell.map((high) => `−${high} to ${high}`).join(", ")}; the last one for all beyond.
        </p>
      )}
      <p>
        Lines: the mean over units, with the middle four fifths of them; in a second colour the
        chosen unit.
      </p>
      {!forecasts && <p>The stronger its tint, the more the verdict hangs on a word.</p>}
      {forecasts && (
        <p>
          <span class="gate-key forecast" /> forecast <span class="gate-key truth" /> what came
        </p>
      )}
    </div>
  );
}
