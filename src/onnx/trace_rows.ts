/** Gates and states of an explain model as nested lists, for printing. */

/** Sizes of a trace. */
export interface TraceShape {
  /** Steps of a sample. */
  readonly steps: number;
  /** Hidden units of a layer and direction. */
  readonly hidden: number;
}

/** Traces by name, each [count, steps, hidden]. */
export type Traces = Readonly<Record<string, Float32Array>>;

/** Each trace [count, steps, hidden] as nested lists. */
export function traceRows(
  traces: Traces,
  { steps, hidden }: TraceShape,
): Record<string, number[][][]> {
  return Object.fromEntries(
    Object.entries(traces).map(([name, trace]) => {
      const windows = Array.from(
        { length: trace.length / steps / hidden },
        (_, at) =>
          Array.from({ length: steps }, (_, step) => {
            const from = (at * steps + step) * hidden;
            return [...trace.subarray(from, from + hidden)];
          }),
      );
      return [name, windows];
    }),
  );
}

/** The mean over the hidden units, [count, steps], of each trace. */
export function traceMeans(traces: Traces, shape: TraceShape): Record<string, number[][]> {
  return Object.fromEntries(
    Object.entries(traceRows(traces, shape)).map(([name, windows]) => [
      name,
      windows.map((steps) =>
        steps.map((units) => units.reduce((sum, value) => sum + value, 0) / shape.hidden)
      ),
    ]),
  );
}
