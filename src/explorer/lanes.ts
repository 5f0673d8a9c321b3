/** The lanes of a picture: what is drawn over time, with its name, its scale and its numbers. */
import { type Inspection, type LayerInspection, rowMeans, rowNorms } from "./inspection.ts";
import type { NetworkCard } from "./network_card.ts";
import { chanceOf, kilowattsOf } from "./verdict.ts";

/** How a lane is scaled: gates from 0 to 1, states around 0, a series from its own bounds, `log` by powers of ten. */
export type LaneKind = "gate" | "state" | "series" | "log";

/** A range at each step. */
export interface Band {
  /** [steps]: the first decile over units; `null` at steps that were not run. */
  readonly low: readonly (number | null)[];
  /** [steps]: the last decile. */
  readonly high: readonly (number | null)[];
}

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
  /** [steps]: where the middle four fifths of the units lie; absent for a series. */
  readonly band?: Band;
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

const CHANCE = "P(positive)";

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
    const bound = id === "c" ? roundUp(mostMagnitudes(cells)) : 1;
    const low = words.kind === "gate" ? 0 : -bound;
    const line = nulled(rowMeans(cells, hidden)), band = bandOf(cells, hidden);
    return [{ id, symbol: id, ...words, unit: "", low, high: bound, line, band, cells }];
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
    const words = { name: "verdict if read here", kind: "series", unit: CHANCE } as const;
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
    ...decades(line.filter((value) => value !== null)),
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

/** Of magnitudes, the share that a scale has room for: a few units that run away would leave the others without colour. */
const ROOM = 0.98;

/** The magnitude that few values exceed, NaN apart. A plain loop: the page asks for it at every move of a hand. */
function mostMagnitudes(values: Float32Array): number {
  const sizes = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (!Number.isNaN(size)) sizes[count++] = size;
  }
  return sizes.subarray(0, count).sort()[Math.floor(ROOM * (count - 1))] ?? 0;
}

/** Gates that do the same in two cells, by the place that they share beside each other. */
const PLACES: Readonly<Record<string, string>> = {
  z: "f",
  r: "i",
  n: "g",
  dL_dh: "dy_dh",
};

/** The place of a lane: lanes of two networks in one place belong beside each other. */
export function placeOf({ id }: Lane): string {
  return PLACES[id] ?? id;
}

const PLACE_ORDER = ["f", "i", "g", "c", "o", "h", "y", "dy_dh", "dy_dx"];

/** The places that at least one of several networks fills, each with a lane that does. */
export function placesOf(all: readonly (readonly Lane[])[]): Map<string, Lane> {
  const lanes = all.flat();
  return new Map(
    PLACE_ORDER.flatMap((place): [string, Lane][] => {
      const lane = lanes.find((one) => placeOf(one) === place);
      return lane === undefined ? [] : [[place, lane]];
    }),
  );
}

/**
 * A lane whose axis fits what is shown: powers of ten, series and the cell state, which nothing bounds, the shown steps; states the line
 * of a unit besides. Gates and chances keep theirs, from 0 to 1.
 */
export function fittedLane(
  lane: Lane,
  { from, to }: { readonly from: number; readonly to: number },
  unit?: Float32Array,
): Lane {
  const { kind, line, cells } = lane;
  const shown = line.slice(from, to).filter((value) => value !== null);
  if (kind === "log") return { ...lane, ...decades(shown) };
  if (kind === "series") {
    return lane.unit === CHANCE ? lane : { ...lane, high: roundUp(Math.max(...shown, 0)) };
  }
  if (kind === "gate") return lane;
  const hidden = (cells?.length ?? 0) / line.length;
  // A lane comes with the axis of all its steps.
  const high = lane.id === "c" && cells && to - from < line.length
    ? roundUp(mostMagnitudes(cells.subarray(from * hidden, to * hidden)))
    : lane.high;
  const most = unit?.subarray(from, to).reduce((a, b) => Math.max(a, Math.abs(b) || 0), 0) ?? 0;
  const end = most > high ? roundUp(most) : high;
  return { ...lane, low: -end, high: end };
}

/** Exponents of the powers of ten around positive values; a decade where there are none. */
function decades(values: readonly number[]): { readonly low: number; readonly high: number } {
  const exponents = values.filter((value) => value > 0).map(Math.log10);
  if (exponents.length === 0) return { low: -1, high: 0 };
  const low = Math.floor(Math.min(...exponents));
  return { low, high: Math.max(low + 1, Math.ceil(Math.max(...exponents) - 1e-9)) };
}

/** Ends of axes, times a power of ten; halves of them are short numbers too. */
const ENDS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** The next end of an axis at or above a value; 1 for zero. */
export function roundUp(value: number): number {
  if (!(value > 0)) return value < 0 ? 0 : 1;
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  const end = ENDS.map((step) => step * power).find((step) => step >= value * (1 - 1e-9))!;
  return Number(end.toPrecision(2));
}

/** Deciles over the units of each step. */
function bandOf(cells: Float32Array, hidden: number): Band {
  const low: (number | null)[] = [], high: (number | null)[] = [], values = cells.slice();
  for (let from = 0; from < cells.length; from += hidden) {
    const sorted = values.subarray(from, from + hidden).sort();
    const at = (share: number): number | null => {
      const value = sorted[Math.round(share * (hidden - 1))]!;
      return Number.isNaN(value) ? null : value;
    };
    low.push(at(0.1));
    high.push(at(0.9));
  }
  return { low, high };
}

function nulled(values: Float32Array): (number | null)[] {
  return Array.from(values, (value) => Number.isNaN(value) ? null : value);
}
