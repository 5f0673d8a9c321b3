/** The lanes of a picture: what is drawn over time, with its name, its scale and its numbers. */
import { type Inspection, type LayerInspection, rowMeans, rowNorms } from "./inspection.ts";
import type { NetworkCard } from "./network_card.ts";
import { chanceOf, kilowattsOf } from "./verdict.ts";

/** How a lane is scaled: gates from 0 to 1, states around 0, a series from its own bounds, `log` by powers of ten. */
export type LaneKind = "gate" | "state" | "series" | "log";

/** One lane. */
export interface Lane {
  /** Names it in files: `f`. */
  readonly id: string;
  /** Its symbol in the equations. */
  readonly symbol: string;
  /** Its name. */
  readonly name: string;
  /** What high and low mean, in a few words. */
  readonly note: string;
  /** How it is scaled. */
  readonly kind: LaneKind;
  /** Its unit, or nothing. */
  readonly unit: string;
  /** Lowest value of its axis; of its exponent, for `log`. */
  readonly low: number;
  /** Highest value of its axis; of its exponent, for `log`. */
  readonly high: number;
  /** [steps]: the mean over units, or the series itself; `null` at steps that were not run. */
  readonly line: readonly (number | null)[];
  /** [steps][hidden]: the value of each unit; absent for a series, and before the network has run in the page. */
  readonly cells?: Float32Array;
}

/** What a trace is called. */
interface TraceWords {
  readonly name: string;
  readonly note: string;
  readonly kind: "gate" | "state";
}

const CANDIDATE: TraceWords = { name: "candidate", note: "what could be written", kind: "state" };
const HIDDEN: TraceWords = { name: "hidden state", note: "what the layer gives", kind: "state" };

/** The traces of each cell in the order of the picture; gates that do the same in two cells stand side by side. */
const TRACES: Readonly<Record<string, Readonly<Record<string, TraceWords>>>> = {
  SimpleRNN: { h: HIDDEN },
  LSTM: {
    f: { name: "forget gate", note: "1 keeps the cell state, 0 drops it", kind: "gate" },
    i: { name: "input gate", note: "1 writes the candidate, 0 shuts it out", kind: "gate" },
    g: CANDIDATE,
    c: { name: "cell state", note: "what is kept; nothing bounds it", kind: "state" },
    o: { name: "output gate", note: "1 shows the cell state, 0 hides it", kind: "gate" },
    h: HIDDEN,
  },
  GRU: {
    z: { name: "update gate", note: "1 keeps the state, 0 takes the candidate", kind: "gate" },
    r: { name: "reset gate", note: "1 lets the state into the candidate", kind: "gate" },
    n: CANDIDATE,
    h: HIDDEN,
  },
};

/** What is looked at. */
export interface LaneChoice {
  /** From 0. */
  readonly layer: number;
  /** 0 forward, 1 backward. */
  readonly direction: number;
  /** ∂L/∂ŷ where the truth is known, standardised; the derivative of the output itself is shown otherwise. */
  readonly lossSlope?: number;
}

/** The layer and direction that is looked at. */
export function chosenLayer({ layers }: Inspection, choice: LaneChoice): LayerInspection {
  return layers.find(({ layer, direction }) =>
    layer === choice.layer && direction === choice.direction
  )!;
}

/** The lanes of one layer and direction, from the first gate to the saliency of the input. */
export function lanesOf(inspection: Inspection, card: NetworkCard, choice: LaneChoice): Lane[] {
  const seen = chosenLayer(inspection, choice), { hidden } = inspection;
  const traces = Object.entries(TRACES[card.spec.recurrent.cell]!).flatMap(([id, words]) => {
    const cells = seen.traces[id];
    if (cells === undefined) return [];
    const bound = id === "c" ? roundUp(largest(cells)) : 1;
    const low = words.kind === "gate" ? 0 : -bound;
    const line = nulled(rowMeans(cells, hidden));
    return [{ id, symbol: id, ...words, unit: "", low, high: bound, line, cells }];
  });
  return [
    ...traces,
    ...readoutLane(inspection, card),
    gradientLane(rowNorms(seen.hiddenGradient, hidden), card, choice.lossSlope),
    saliencyLane(inspection, card),
  ];
}

function readoutLane({ readouts }: Inspection, card: NetworkCard): Lane[] {
  if (readouts === undefined) return [];
  const common = { id: "y", symbol: "ŷₜ", note: "what the head makes of the top layer’s state" };
  if (card.scaling === undefined) {
    const words = { name: "verdict if read here", kind: "series", unit: "P(positive)" } as const;
    return [{ ...common, ...words, low: 0, high: 1, line: nulled(readouts.map(chanceOf)) }];
  }
  const line = nulled(readouts.map((value) => kilowattsOf(value, card)));
  const words = { name: "forecast if made here", kind: "series", unit: "kW" } as const;
  const high = roundUp(Math.max(...line.map(Number)));
  return [{ ...common, ...words, low: 0, high, line }];
}

function gradientLane(norms: Float32Array, card: NetworkCard, slope?: number): Lane {
  const scale = slope === undefined ? 1 : Math.abs(slope);
  const line = nulled(norms.map((norm) => norm * scale));
  const positive = line.filter((value) => value !== null && value > 0) as number[];
  const exponents = positive.map(Math.log10);
  const low = positive.length === 0 ? -1 : Math.floor(Math.min(...exponents));
  const loss = card.scaling ? "squared error" : "cross-entropy";
  return {
    id: slope === undefined ? "dy_dh" : "dL_dh",
    symbol: slope === undefined ? "‖∂ŷ/∂hₜ‖" : "‖∂L/∂hₜ‖",
    name: slope === undefined ? "reach of the output" : "reach of the loss",
    note: slope === undefined
      ? "how the output hangs on the state of each step; powers of ten"
      : `L is the ${loss}${card.scaling ? ", standardised" : ""}; powers of ten`,
    kind: "log",
    unit: "",
    low,
    high: Math.max(
      low + 1,
      positive.length === 0 ? 0 : Math.ceil(Math.max(...exponents) - 1e-9),
    ),
    line,
  };
}

function saliencyLane({ inputGradient, inputs }: Inspection, card: NetworkCard): Lane {
  const line = nulled(rowNorms(inputGradient, inputs));
  return {
    id: "dy_dx",
    symbol: "‖∂ŷ/∂xₜ‖",
    name: "saliency of the input",
    note: card.scaling
      ? "kW of forecast for each kW of load at that minute"
      : "logit for each unit of the embedding",
    kind: "series",
    unit: card.scaling ? "kW/kW" : "",
    low: 0,
    high: roundUp(Math.max(...line.map(Number))),
    line,
  };
}

/** The largest magnitude of values, NaN apart. */
function largest(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}

/** The next of 1, 2, 5, 10, … times a power of ten; 1 for zero. */
export function roundUp(value: number): number {
  if (!(value > 0)) return value < 0 ? 0 : 1;
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value * (1 - 1e-9))!;
}

function nulled(values: Float32Array): (number | null)[] {
  return Array.from(values, (value) => Number.isNaN(value) ? null : value);
}
