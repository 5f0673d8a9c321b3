/** P2 by hand: one step of a recurrent cell, term by term, with every number open to change. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { MatrixField } from "../components/MatrixField.tsx";
import { type RnnStep, rnnStep, type RnnStepInput } from "../src/theory/rnn_step.ts";
import { stepLines } from "../src/theory/step_text.ts";

type Texts = readonly (readonly string[])[];

/** What can be changed, with its name in formulas. */
const QUANTITIES = [
  ["hiddenToHidden", "W_hh"],
  ["inputToHidden", "W_xh"],
  ["hiddenToOutput", "W_hy"],
  ["hiddenBias", "b_h"],
  ["outputBias", "b_y"],
  ["input", "x"],
  ["previousHidden", "previous h"],
] as const;

type Given = Readonly<Record<typeof QUANTITIES[number][0], Texts>>;

function textsOf(given: RnnStepInput): Given {
  const texts = QUANTITIES.map(([key]) => [
    key,
    given[key].map((row) => (typeof row === "number" ? [String(row)] : row.map(String))),
  ]);
  return Object.fromEntries(texts);
}

/** A decimal as people type it: a comma or a true minus sign does no harm. */
function numberOf(text: string): number {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

function compute(given: Given): RnnStep | string {
  const matrix = (texts: Texts): number[][] => texts.map((row) => row.map(numberOf));
  const vector = (texts: Texts): number[] => texts.map(([text]) => numberOf(text!));
  try {
    return rnnStep({
      hiddenToHidden: matrix(given.hiddenToHidden),
      inputToHidden: matrix(given.inputToHidden),
      hiddenToOutput: matrix(given.hiddenToOutput),
      hiddenBias: vector(given.hiddenBias),
      outputBias: vector(given.outputBias),
      input: vector(given.input),
      previousHidden: vector(given.previousHidden),
    });
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** The step in its stages: a title, and the lines that belong to it. */
function stagesOf(step: RnnStep): { readonly title: string; readonly lines: readonly string[] }[] {
  const lines = stepLines(step);
  const hidden = step.hidden.length, output = step.output.length;
  const counts = [
    ["What the past says: W_hh·h", hidden],
    ["What the input says: W_xh·x", hidden],
    ["Both together, and the bias: z", hidden],
    ["Squashed into (−1, 1): h = tanh z", hidden],
    ["Read out: W_hy·h", output],
    ["The output: ŷ", output],
  ] as const;
  let from = 0;
  return counts.map(([title, count]) => ({ title, lines: lines.slice(from, from += count) }));
}

/** The stepper. */
export default function RnnStepper({ given }: { readonly given: RnnStepInput }): JSX.Element {
  const [texts, setTexts] = useState(textsOf(given));
  const step = compute(texts);
  const stages = typeof step === "string" ? [] : stagesOf(step);
  const [shown, setShown] = useState(stages.length);
  return (
    <div class="tool">
      <div class="matrices">
        {QUANTITIES.map(([key, name]) => (
          <MatrixField
            key={key}
            name={name}
            rows={texts[key]}
            onChange={(rows) => setTexts({ ...texts, [key]: rows })}
          />
        ))}
      </div>
      {typeof step === "string" ? <p class="problem" role="alert">{step}</p> : (
        <>
          <ol class="step-list" aria-live="polite">
            {stages.slice(0, shown).map(({ title, lines }) => (
              <li key={title}>
                <h3>{title}</h3>
                <pre tabIndex={0}>{lines.join("\n")}</pre>
              </li>
            ))}
          </ol>
          <div class="tool-row">
            <button type="button" onClick={() => setShown(shown < stages.length ? shown + 1 : 1)}>
              {shown < stages.length ? "Next step" : "Walk through it step by step"}
            </button>
            <button type="button" class="quiet" onClick={() => setTexts(textsOf(given))}>
              The study’s numbers again
            </button>
          </div>
        </>
      )}
    </div>
  );
}
