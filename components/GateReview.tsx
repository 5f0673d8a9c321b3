import type { JSX } from "preact";

/** Where a visitor writes a review. */
export function GateReview({ text, changed, onText, onUndo }: {
  readonly text: string;
  readonly changed: boolean;
  readonly onText: (text: string) => void;
  readonly onUndo: () => void;
}): JSX.Element {
  return (
    <div class="gate-own">
      <label class="gate-review">
        <span>The review; write your own</span>
        <textarea
          rows={3}
          spellcheck={false}
          maxLength={4000}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </label>
      <p>
        Gates and verdict follow each letter. What you write stays in your browser: the network runs
        there.
      </p>
      <button type="button" class="quiet" disabled={!changed} onClick={onUndo}>
        Undo changes
      </button>
    </div>
  );
}
