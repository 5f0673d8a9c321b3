import type { JSX } from "preact";
import type { NetworkCard, Sample } from "../src/explorer/network_card.ts";
import { clockText } from "../src/explorer/plot.ts";
import { chanceOf, kilowattsOf } from "../src/explorer/verdict.ts";

/** What a network says in the end, beside what is true. */
export function GateVerdict({ card, sample, output, changed }: {
  readonly card: NetworkCard;
  readonly sample: Sample;
  readonly output: number;
  readonly changed: boolean;
}): JSX.Element {
  if (sample.kind === "load") {
    const minute = clockText(sample.start + sample.kilowatts.length);
    return (
      <p class="gate-verdict">
        <span>
          <span class="gate-key forecast" /> <b>{kilowattsOf(output, card).toFixed(2)} kW</b>
          <small>forecast for {minute}</small>
        </span>
        {/* There either way: the lanes below must not move under a hand. */}
        <span>
          <span class="gate-key truth" /> <b>{changed ? "–" : `${sample.next.toFixed(2)} kW`}</b>
          <small>{changed ? "unknown for changed loads" : "came"}</small>
        </span>
      </p>
    );
  }
  const chance = chanceOf(output);
  return (
    <p class="gate-verdict">
      <b>{(100 * chance).toFixed(chance > 0.005 && chance < 0.995 ? 0 : 1)}% positive</b>
      <small>
        logit {output.toFixed(2).replace("-", "−")}
        {!changed && `; meant as ${sample.sentiment === "pos" ? "positive" : "negative"}`}
      </small>
    </p>
  );
}
