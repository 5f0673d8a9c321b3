import { EVENTS, type GateBehaviour } from "./gate_behaviour.ts";
import { meanInterval } from "./interval.ts";
import { lineChart, type LinePoint } from "./line_chart.ts";
import { fixed } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import { NORMAL_QUANTILE } from "./proportion.ts";
import type { Drawing, Figures } from "./svg.ts";

type Model = GateBehaviour["models"][number];

/** Names of the gates. */
export const GATE_WORDS: Readonly<Record<string, string>> = {
  f: "forget",
  i: "input",
  o: "output",
  r: "reset",
  z: "update",
};
/** Events in words. */
export const EVENT_WORDS: Readonly<Record<string, string>> = {
  rise: "an abrupt rise",
  fall: "an abrupt fall",
  peak: "a peak",
  none: "calm steps",
};

/** A gate around one kind of event: over seeds, or over the events of the one seed. */
function responseLine({ runs }: Model, event: string, gate: string): LinePoint[] {
  const found = runs.flatMap(({ responses }) =>
    responses.filter((response) => response.event === event && response.gate === gate)
  );
  const [first] = found;
  return (first?.lags ?? []).map((x, i) => {
    const { mean, halfWidth } = meanInterval(found.map((response) => response.mean[i]!));
    const half = halfWidth ?? NORMAL_QUANTILE * first!.standardError[i]!;
    return { x, y: mean, low: mean - half, high: mean + half };
  });
}

function responseFigures(model: Model, label: DataLabel): [string, Drawing][] {
  const gates = model.runs[0]!.gates.map(({ gate }) => gate);
  return EVENTS.flatMap((event): [string, Drawing][] => {
    const lines = gates.map((gate) => ({
      name: GATE_WORDS[gate] ?? gate,
      points: responseLine(model, event, gate),
    })).filter(({ points }) => points.length > 0);
    if (lines.length === 0) return [];
    const id = `q7-b-${model.model.toLowerCase()}-response-${event}`;
    const chart = lineChart({
      id,
      title: `${model.model}: gates around ${EVENT_WORDS[event]} (${label} data)`,
      description: `Mean over units and events by steps from the event, with 95% intervals. ${
        lines.map(({ name, points }) =>
          `${name} gate: ${fixed(points.find(({ x }) => x === 0)!.y, 3)} at the event.`
        ).join(" ")
      }`,
      xLabel: "steps from the event",
      yLabel: "gate, mean over units; band: 95% interval",
      lines,
    });
    return [[`${id}.svg`, chart]];
  });
}

/** A series stretched to 0 … 1, to lie beside gates. */
function stretched(values: readonly number[]): number[] {
  const low = Math.min(...values), range = Math.max(...values) - low;
  return values.map((value) => (range === 0 ? 0 : (value - low) / range));
}

function traceFigures({ model, traces }: Model, label: DataLabel): [string, Drawing][] {
  return traces.map(({ window, input, gates }) => {
    const id = `q7-b-${model.toLowerCase()}-trace-${window}`;
    const points = (values: readonly number[]): LinePoint[] =>
      values.map((y, x) => ({ x, y, low: y, high: y }));
    const chart = lineChart({
      id,
      title: `${model}: gates in the ${window} window (${label} data)`,
      description: `Mean over units by step, beside the load stretched to 0 to 1. ${
        gates.map(({ gate, values }) =>
          `${GATE_WORDS[gate] ?? gate} gate: ${fixed(Math.min(...values), 2)} to ${
            fixed(Math.max(...values), 2)
          }.`
        ).join(" ")
      }`,
      xLabel: "step of the window",
      yLabel: "gate, mean over units; load, stretched to 0–1",
      lines: [
        { name: "load", points: points(stretched(input)) },
        ...gates.map(({ gate, values }) => ({
          name: GATE_WORDS[gate] ?? gate,
          points: points(values),
        })),
      ],
    });
    return [`${id}.svg`, chart];
  });
}

/** The figures of Q7-b: responses to events, and the telling windows. */
export function gateFigures(
  { models }: GateBehaviour,
  label: DataLabel,
): { readonly responses: Figures; readonly traces: Figures } {
  return {
    responses: Object.fromEntries(models.flatMap((model) => responseFigures(model, label))),
    traces: Object.fromEntries(models.flatMap((model) => traceFigures(model, label))),
  };
}
