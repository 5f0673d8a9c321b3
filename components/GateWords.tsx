import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";
import type { Reading } from "../src/explorer/reading.ts";
import { laneTable, summaryText } from "../src/explorer/summary.ts";
import type { ViewState } from "../src/explorer/view_state.ts";
import { FigureTable } from "./FigureTable.tsx";

interface Shown {
  readonly cards: readonly NetworkCard[];
  readonly readings: readonly Reading[];
  readonly sample: Sample;
  readonly view: ViewState;
}

/** Milliseconds without a change before words and tables follow; a hand that drags should not wait for them. */
const REST = 300;

/** The picture in sentences and as a table. */
export function GateWords(now: Shown): JSX.Element {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setShown(now), REST);
    return () => clearTimeout(timer);
  }, [now.readings, now.sample, now.view]);
  const { cards, readings, sample, view } = shown;
  return (
    <div class="gate-words-behind">
      <details>
        <summary>This picture in words</summary>
        {cards.map((card, i) => <p key={card.id}>{summaryText(card, sample, readings[i]!, view)}
        </p>)}
      </details>
      {cards.map((card, i) => (
        <details key={card.id}>
          <summary>The numbers of {card.model} in this picture</summary>
          <FigureTable
            caption={`${card.model}: ${sample.title.toLowerCase()}`}
            table={laneTable(sample, readings[i]!, view)}
          />
        </details>
      ))}
    </div>
  );
}
