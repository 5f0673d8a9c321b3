import type { JSX } from "preact";
import type { Sample } from "../src/explorer/network_card.ts";
import { clockText } from "../src/explorer/plot.ts";
import { HIGHEST_LOAD, type ViewState } from "../src/explorer/view_state.ts";

/** Where a visitor changes the input by hand: the load at the cursor, or the whole review. */
export function GateInput({ given, sample, view, changed, onLoad, onText, onUndo }: {
  readonly given: Sample;
  readonly sample: Sample;
  readonly view: ViewState;
  readonly changed: boolean;
  readonly onLoad: (step: number, kilowatts: number) => void;
  readonly onText: (text: string) => void;
  readonly onUndo: () => void;
}): JSX.Element {
  const undo = (
    <button type="button" class="quiet" disabled={!changed} onClick={onUndo}>
      {given.kind === "load" ? "The given load again" : "The given review again"}
    </button>
  );
  if (sample.kind === "load") {
    const { cursor } = view;
    return (
      <div class="gate-own">
        <label>
          <span>Load at {clockText(sample.start + cursor)}, kW</span>
          <input
            type="number"
            min="0"
            max={HIGHEST_LOAD}
            step="0.1"
            inputMode="decimal"
            value={String(sample.kilowatts[cursor])}
            onInput={({ currentTarget: { value } }) => {
              const load = Number(value);
              if (value === "" || !(load >= 0 && load <= HIGHEST_LOAD)) return;
              onLoad(cursor, Math.round(load * 1000) / 1000);
            }}
          />
        </label>
        {undo}
        <p>
          Drag a point of the load, or set it here: gates and forecast follow at once. They are
          computed in your browser by the kernels that trained the network.
        </p>
      </div>
    );
  }
  return (
    <div class="gate-own">
      <label class="gate-review">
        <span>The review; write your own</span>
        <textarea
          rows={3}
          spellcheck={false}
          maxLength={4000}
          value={sample.text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </label>
      {undo}
      <p>
        Gates and verdict follow each letter. What you write stays in your browser: the network runs
        there.
      </p>
    </div>
  );
}
