import type { JSX } from "preact";
import { type ViewLimits, type ViewState, zoomed } from "../src/explorer/view_state.ts";

/** The cursor for keyboard and touch: arrows move it, + and − zoom around it. */
export function GateStep({ view, limits: { steps }, stepText, onView, onStep }: {
  readonly view: ViewState;
  readonly limits: ViewLimits;
  /** What the cursor's step is called. */
  readonly stepText: string;
  readonly onView: (view: ViewState) => void;
  readonly onStep: (step: number) => void;
}): JSX.Element {
  return (
    <label class="gate-step">
      <span>
        Step <b>{view.cursor + 1}</b> of {steps}: {stepText}
      </span>
      <input
        type="range"
        min="1"
        max={steps}
        value={view.cursor + 1}
        aria-valuetext={`step ${view.cursor + 1}, ${stepText}`}
        onInput={({ currentTarget }) => onStep(Number(currentTarget.value) - 1)}
        onKeyDown={(event) => {
          if (event.key === "+") onView(zoomed(view, 0.5, steps));
          else if (event.key === "-") onView(zoomed(view, 2, steps));
          else return;
          event.preventDefault();
        }}
      />
    </label>
  );
}
