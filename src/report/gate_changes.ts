import type { EventKind, GateRun } from "./gate_behaviour.ts";

/** Steps before an event that its step is compared with. */
const BEFORE = 5;

/** How a gate answers one kind of event, one value a seed. */
export interface GateChanges {
  /** The gate at the event minus its mean over the five steps before. */
  readonly change: readonly number[];
  /** The gate at the event minus its lowest value at any other lag: below zero where the event itself is the low. */
  readonly aboveLow: readonly number[];
}

/** The answers of one gate to one kind of event, for the runs that saw such an event. */
export function gateChanges(
  runs: readonly GateRun[],
  event: EventKind,
  gate: string,
): GateChanges {
  const found = runs.flatMap(({ responses }) =>
    responses.filter((response) => response.event === event && response.gate === gate)
  );
  const measured = found.map(({ lags, mean }) => {
    const at = mean[lags.indexOf(0)]!;
    const before = mean.filter((_, i) => lags[i]! < 0 && lags[i]! >= -BEFORE);
    return {
      change: at - before.reduce((sum, value) => sum + value, 0) / before.length,
      aboveLow: at - Math.min(...mean.filter((_, i) => lags[i] !== 0)),
    };
  });
  return {
    change: measured.map(({ change }) => change),
    aboveLow: measured.map(({ aboveLow }) => aboveLow),
  };
}
