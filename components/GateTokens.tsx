import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { TokenStep } from "../src/explorer/step_input.ts";
import type { ViewState } from "../src/explorer/view_state.ts";

/** The lane of a review's input: which steps hold a word, known or not, and which padding. */
export function GateTokens({ tokens, view }: {
  readonly tokens: readonly TokenStep[];
  readonly view: ViewState;
}): JSX.Element {
  const { from, to, cursor } = view;
  const kinds = useMemo(() => {
    const path = (wanted: (step: TokenStep) => boolean): string =>
      tokens.slice(from, to).map((step, i) => wanted(step) ? `M${i} 0h1v1h-1z` : "").join("");
    return {
      words: path(({ token, known }) => token !== null && known),
      unknown: path(({ token, known }) => token !== null && !known),
    };
  }, [tokens, from, to]);
  const { token, known } = tokens[cursor]!;
  return (
    <div role="group" class="gate-lane gate-input" aria-label="tokens">
      <h3>
        <span class="gate-symbol">x</span>
        <span class="gate-name">
          token <small>pale where the network knows no such word, empty where it is padding</small>
        </span>
        <span class="gate-value">
          <small>step {cursor + 1}</small>
          <b>{token ?? "padding"}</b>
          {!known && <small>unknown</small>}
        </span>
      </h3>
      <div class="gate-body">
        <div class="gate-plot">
          <svg
            class="gate-kinds"
            width="100%"
            height="12"
            viewBox={`0 0 ${to - from} 1`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path class="gate-words" d={kinds.words} />
            <path class="gate-unknown" d={kinds.unknown} />
          </svg>
        </div>
      </div>
    </div>
  );
}
