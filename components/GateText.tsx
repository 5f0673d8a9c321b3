import type { JSX } from "preact";
import type { Reading } from "../src/explorer/reading.ts";
import type { ViewState } from "../src/explorer/view_state.ts";

/** Shades of saliency. */
const SHADES = 8;

/** The words of a review, shaded by their saliency; a press on one moves the cursor there. */
export function GateText({ reading, view, onStep }: {
  readonly reading: Reading;
  readonly view: ViewState;
  readonly onStep: (step: number) => void;
}): JSX.Element {
  const tokens = reading.tokens!, saliency = reading.lanes.find(({ id }) => id === "dy_dx")!;
  const first = tokens.findIndex(({ token }) => token !== null);
  const padding = tokens.filter(({ token }) => token === null).length;
  const most = Math.max(...saliency.line.map(Number), Number.MIN_VALUE);
  const shade = (step: number): number =>
    Math.round(Math.sqrt((saliency.line[step] ?? 0) / most) * SHADES);
  const pad = <span class="gate-pad">{padding} × padding</span>;
  return (
    <p class="gate-text">
      {first > 0 && pad}
      {tokens.map(({ token, known }, step) =>
        token !== null && (
          <span
            key={step}
            class={`gate-token s${shade(step)}${known ? "" : " unknown"}${
              step === view.cursor ? " current" : ""
            }`}
            onPointerDown={() => onStep(step)}
          >
            {token === "" ? "(no word)" : token}
          </span>
        )
      )}
      {first === 0 && padding > 0 && pad}
      {reading.unread > 0 && <span class="gate-pad">{reading.unread} more, not read</span>}
    </p>
  );
}
