/** A picture in words and in numbers, for those who do not see it and for those who want to know exactly. */
import type { Lane } from "./lanes.ts";
import type { NetworkCard, Sample } from "./network_card.ts";
import { clockText, valueText } from "./plot.ts";
import type { Reading } from "./reading.ts";
import { chanceOf, kilowattsOf } from "./verdict.ts";
import type { ViewState } from "./view_state.ts";

/** What a step is called: its time of day, its word, or that it is padding. */
export function stepName(
  sample: Sample,
  { tokens }: Pick<Reading, "tokens">,
  step: number,
): string {
  if (sample.kind === "load") return clockText(sample.start + step);
  const { token, known } = tokens![step]!;
  if (token === null) return "padding";
  return known ? `“${token}”` : `“${token}” (unknown)`;
}

/** Layer and direction that are shown of a network: `layer 2 of 2, backward`. */
export function layerName({ spec }: NetworkCard, view: ViewState): string {
  const { layers, bidirectional } = spec.recurrent;
  const layer = `layer ${Math.min(view.layer, layers - 1) + 1} of ${layers}`;
  return bidirectional ? `${layer}, ${view.direction === 0 ? "forward" : "backward"}` : layer;
}

/** What the network says in the end, in a sentence. */
export function verdictText(card: NetworkCard, sample: Sample, { output }: Reading): string {
  if (sample.kind === "review") {
    return `It holds the review for positive with a probability of ${chanceOf(output).toFixed(2)}.`;
  }
  return `It forecasts ${kilowattsOf(output, card).toFixed(2)} kW for ${
    clockText(sample.start + sample.kilowatts.length)
  }.`;
}

/** One lane in a sentence: its range, where its ends are, and its value at the cursor. */
function laneText(
  { name, kind, line }: Lane,
  nameOf: (step: number) => string,
  cursor: number,
): string {
  const known = [...line.keys()].filter((step) => line[step] !== null);
  if (known.length === 0) return `${name}: no step was run.`;
  const least = known.reduce((a, b) => (line[b]! < line[a]! ? b : a));
  const most = known.reduce((a, b) => (line[b]! > line[a]! ? b : a));
  const mean = kind === "gate" || kind === "state" ? ", mean over units," : "";
  return `${name}${mean} from ${valueText(line[least])} at ${nameOf(least)} to ${
    valueText(line[most])
  } at ${nameOf(most)}; at the cursor ${valueText(line[cursor])}.`;
}

/** The whole picture of one network in sentences. */
export function summaryText(
  card: NetworkCard,
  sample: Sample,
  reading: Reading,
  view: ViewState,
): string {
  const nameOf = (step: number): string => `step ${step + 1} (${stepName(sample, reading, step)})`;
  return [
    `${card.model}, ${layerName(card, view)}, ${card.steps} steps.`,
    verdictText(card, sample, reading),
    ...reading.lanes.map((lane) => {
      const text = laneText(lane, nameOf, view.cursor);
      return text[0]!.toUpperCase() + text.slice(1);
    }),
  ].join(" ");
}

/** The numbers behind the shown part of a picture: a row for each step, the lines of all lanes as columns. */
export function laneTable(
  sample: Sample,
  reading: Reading,
  { from, to }: ViewState,
): { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const loads = sample.kind === "load" ? sample.kilowatts : undefined;
  return {
    header: [
      "step",
      loads ? "time" : "token",
      ...(loads ? ["load, kW"] : []),
      ...reading.lanes.map(({ symbol, kind }) =>
        kind === "gate" || kind === "state" ? `${symbol}, mean` : symbol
      ),
    ],
    rows: Array.from({ length: to - from }, (_, i) => from + i).map((step) => [
      String(step + 1),
      stepName(sample, reading, step),
      ...(loads ? [loads[step]!.toFixed(3)] : []),
      ...reading.lanes.map(({ line }) => valueText(line[step])),
    ]),
  };
}
