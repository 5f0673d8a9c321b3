import type { JSX } from "preact";
import type { Sample } from "../src/explorer/network_card.ts";
import { clockText, roundMarks } from "../src/explorer/plot.ts";
import type { TokenStep } from "../src/explorer/step_input.ts";
import type { ViewState } from "../src/explorer/view_state.ts";

/** Shown steps up to which each has its word below it. */
const WORDS = 36;

/** The axis of time: clock times of a load, numbers of steps or, from near, the words of a review. */
export function GateAxis({ sample, tokens, view }: {
  readonly sample: Sample;
  readonly tokens?: readonly TokenStep[];
  readonly view: ViewState;
}): JSX.Element {
  const { from, to } = view, count = to - from;
  const offset = sample.kind === "load" ? sample.start : 1;
  const words = tokens !== undefined && count <= WORDS;
  const marks = words
    ? Array.from({ length: count }, (_, i) => from + i)
    : roundMarks(from + offset, to - 1 + offset, 8).map((mark) => mark - offset);
  return (
    <div class={`gate-body gate-axis${words ? " words" : ""}`} aria-hidden="true">
      <div class="gate-plot">
        <svg width="100%" height={words ? 58 : 22}>
          {marks.map((step) => {
            const x = `${(step - from + 0.5) / count * 100}%`;
            return (
              <g key={step}>
                <line class="grid" x1={x} x2={x} y1="0" y2="5" />
                {words
                  ? (
                    <svg x={x} y="8" overflow="visible">
                      <text class="tick" transform="rotate(52)" y="4">
                        {tokens[step]!.token ?? "·"}
                      </text>
                    </svg>
                  )
                  : (
                    <text class="tick middle" x={x} y="18">
                      {sample.kind === "load" ? clockText(step + offset) : step + 1}
                    </text>
                  )}
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}
