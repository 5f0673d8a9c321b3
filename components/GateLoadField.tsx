import type { JSX } from "preact";
import type { LoadSample } from "../src/explorer/network_card.ts";
import { clockText } from "../src/explorer/plot.ts";
import { HIGHEST_LOAD } from "../src/explorer/view_state.ts";

/** The load at the cursor as a number, for those who do not drag it. */
export function GateLoadField({ sample, step, changed, onLoad, onUndo }: {
  readonly sample: LoadSample;
  readonly step: number;
  readonly changed: boolean;
  readonly onLoad: (step: number, kilowatts: number) => void;
  readonly onUndo: () => void;
}): JSX.Element {
  return (
    <>
      <label class="gate-load-field">
        <span>Load at {clockText(sample.start + step)}, kW</span>
        <input
          type="number"
          min="0"
          max={HIGHEST_LOAD}
          step="0.1"
          inputMode="decimal"
          value={String(sample.kilowatts[step])}
          onInput={({ currentTarget: { value } }) => {
            const load = Number(value);
            if (value === "" || !(load >= 0 && load <= HIGHEST_LOAD)) return;
            onLoad(step, Math.round(load * 1000) / 1000);
          }}
        />
      </label>
      <button type="button" class="quiet" disabled={!changed} onClick={onUndo}>
        Undo changes
      </button>
    </>
  );
}
