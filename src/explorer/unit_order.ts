/** In which order the units of a layer stand in heat maps, and what tells them apart. */
import type { LayerInspection } from "./inspection.ts";

/** Ways to sort. */
export const UNIT_ORDERS = ["index", "half-life", "correlation"] as const;
/** One of them. */
export type UnitOrder = (typeof UNIT_ORDERS)[number];

/** The trace by which a cell carries its state over: the LSTM's forget gate, the GRU's update gate. */
function carryGateOf(cell: string): string | undefined {
  return cell === "LSTM" ? "f" : cell === "GRU" ? "z" : undefined;
}

/** The mean of each unit over the steps that were run; [hidden]. */
function unitMeans(trace: Float32Array, hidden: number): Float32Array {
  const sums = new Float64Array(hidden), counts = new Uint32Array(hidden);
  trace.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % hidden]! += value;
    counts[i % hidden]!++;
  });
  return Float32Array.from(sums, (sum, unit) => sum / counts[unit]!);
}

/**
 * Steps after which half of each unit's state is left, −ln 2 / ln f̄ with the mean of its carrying gate over the sample; [hidden].
 * Absent for a cell without such a gate.
 */
export function halfLives(
  { traces }: LayerInspection,
  cell: string,
  hidden: number,
): Float32Array | undefined {
  const trace = traces[carryGateOf(cell) ?? ""];
  if (trace === undefined) return undefined;
  return unitMeans(trace, hidden).map((mean) => -Math.LN2 / Math.log(mean));
}

/** Pearson's correlation over time of each unit's hidden state with the input [steps]; 0 where one of them does not move. */
export function inputCorrelations(
  { traces }: LayerInspection,
  input: Float32Array,
  hidden: number,
): Float32Array {
  const h = traces["h"]!;
  const steps = Array.from(input.keys()).filter((step) => !Number.isNaN(h[step * hidden]!));
  const mean = (of: (step: number) => number): number =>
    steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  const inputMean = mean((step) => input[step]!);
  return Float32Array.from({ length: hidden }, (_, unit) => {
    const stateMean = mean((step) => h[step * hidden + unit]!);
    let products = 0, states = 0, inputs = 0;
    for (const step of steps) {
      const state = h[step * hidden + unit]! - stateMean, x = input[step]! - inputMean;
      products += state * x;
      states += state * state;
      inputs += x * x;
    }
    const scale = Math.sqrt(states * inputs);
    return scale > 0 ? products / scale : 0;
  });
}

/** Units by descending value, equal ones by index; by index alone without values. */
export function sortedUnits(hidden: number, values?: Float32Array): number[] {
  const units = Array.from({ length: hidden }, (_, unit) => unit);
  return values === undefined ? units : units.sort((a, b) => values[b]! - values[a]! || a - b);
}
