/** A network's reading of one sample, as pictures show it. The server makes the first one, the page every other. */
import type { Inspection } from "./inspection.ts";
import { chosenLayer, type Lane, lanesOf } from "./lanes.ts";
import type { Network } from "./network.ts";
import type { NetworkCard, Sample } from "./network_card.ts";
import { reviewSteps, standardisedLoads, type TokenStep } from "./step_input.ts";
import { halfLives, inputCorrelations, sortedUnits } from "./unit_order.ts";
import { lossSlope } from "./verdict.ts";
import type { ViewState } from "./view_state.ts";

/** What a network has seen of a sample, whatever of it is shown. */
export interface Seen {
  /** All that happened. */
  readonly inspection: Inspection;
  /** [steps]: the words, for a review. */
  readonly tokens?: readonly TokenStep[];
  /** Tokens of the review beyond the last step. */
  readonly unread: number;
  /** [steps]: standardised loads. */
  readonly loads?: Float32Array;
}

/** What is shown of it. */
export interface Reading extends Pick<Seen, "tokens" | "unread"> {
  /** What the head gives: a standardised load, or the logit of a positive review. */
  readonly output: number;
  /** From the first gate to the saliency of the input. */
  readonly lanes: readonly Lane[];
  /** Unit of each row of a heat map, from the top. */
  readonly units: readonly number[];
  /** [hidden]: steps after which half of a unit's state is left; absent for a cell without a gate for it. */
  readonly halfLives?: ArrayLike<number>;
  /** [hidden]: correlation of a unit's state with the load; absent for reviews. */
  readonly correlations?: ArrayLike<number>;
}

/**
 * Has a network read a sample.
 * @param words ids by word, for a network that reads reviews
 */
export function readSample(
  network: Network,
  card: NetworkCard,
  sample: Sample,
  words: ReadonlyMap<string, number>,
): Seen {
  if (sample.kind === "load") {
    const loads = standardisedLoads(sample.kilowatts, card);
    return { inspection: network.inspect(loads), loads, unread: 0 };
  }
  const { ids, length, tokens, unread } = reviewSteps(
    sample.text,
    words,
    card.steps,
    card.padding!,
  );
  return { inspection: network.inspect(ids, length), tokens, unread };
}

/**
 * What is shown of a layer and direction.
 * @param truth the sample while what followed it is known: not after its input was changed
 */
export function readingOf(
  { inspection, tokens, unread, loads }: Seen,
  card: NetworkCard,
  view: Pick<ViewState, "layer" | "direction" | "order">,
  truth: Sample | undefined,
): Reading {
  const { recurrent } = card.spec, { output, hidden } = inspection;
  const choice = {
    layer: Math.min(view.layer, recurrent.layers - 1),
    direction: recurrent.bidirectional ? view.direction : 0,
    ...(truth && { lossSlope: lossSlope(output, truth, card) }),
  };
  const layer = chosenLayer(inspection, choice);
  const lives = halfLives(layer, recurrent.cell, hidden);
  const correlations = loads && inputCorrelations(layer, loads, hidden);
  const sortBy = { index: undefined, "half-life": lives, correlation: correlations };
  return {
    output,
    lanes: lanesOf(inspection, card, choice),
    units: sortedUnits(hidden, sortBy[view.order]),
    halfLives: lives,
    correlations,
    tokens,
    unread,
  };
}

const DIGITS = 4;

function short(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(DIGITS));
}

/** A reading for the way to the page: lines of four digits and no cells, which the page computes itself. */
export function withoutCells(reading: Reading): Reading {
  const { halfLives: _, correlations: __, ...rest } = reading;
  return {
    ...rest,
    lanes: reading.lanes.map(({ cells: _, line, band, ...lane }) => ({
      ...lane,
      line: line.map(short),
      ...(band && { band: { low: band.low.map(short), high: band.high.map(short) } }),
    })),
  };
}
