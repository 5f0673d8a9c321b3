import {
  EVENTS,
  type GateBehaviour,
  type GateRun,
  type GateStatistics,
  OPEN,
  readGateBehaviour,
} from "./gate_behaviour.ts";
import { EVENT_WORDS, GATE_WORDS, gateFigures } from "./gate_figures.ts";
import { gateChanges } from "./gate_changes.ts";
import { meanInterval } from "./interval.ts";
import { ABSENT, anchor, grouped, link, table, withInterval } from "./markdown.ts";
import type { DataLabel, Part } from "./part.ts";
import { seedNote } from "./seed_note.ts";
import { pictures } from "./svg.ts";

function groupName(model: string): string {
  return `Q7-b ${model}`;
}

function gatesOf(runs: readonly GateRun[]): string[] {
  return runs[0]!.gates.map(({ gate }) => gate);
}

function statisticsTable({ models }: GateBehaviour): string {
  const rows = models.flatMap(({ model, runs }) =>
    gatesOf(runs).map((gate) => {
      const own = runs.map(({ gates }) => gates.find((item) => item.gate === gate)!);
      const cell = (of: (item: GateStatistics) => number, decimals: number): string => {
        const text = withInterval(meanInterval(own.map(of)), decimals);
        return link(text, anchor("jobs", groupName(model)));
      };
      return [
        model,
        GATE_WORDS[gate] ?? gate,
        cell(({ mean }) => mean, 3),
        cell(({ standardDeviation }) => standardDeviation, 3),
        cell(({ open }) => open, 3),
        cell(({ totalVariation }) => totalVariation, 4),
      ];
    })
  );
  return table(
    ["cell", "gate", "mean", "standard deviation", `share ≥ ${OPEN}`, "move per step"],
    rows,
    ["l", "l", "r", "r", "r", "r"],
  );
}

function responseTable({ models }: GateBehaviour): string {
  const rows = models.flatMap(({ model, runs }) =>
    EVENTS.flatMap((event) => {
      const counts = runs.flatMap(({ responses }) =>
        responses.filter((response) => response.event === event).slice(0, 1)
      );
      if (counts.length === 0) return [];
      return gatesOf(runs).map((gate) => {
        const { change } = gateChanges(runs, event, gate);
        const text = change.length === 0 ? ABSENT : withInterval(meanInterval(change), 4);
        return [
          model,
          EVENT_WORDS[event]!,
          counts.map(({ count }) => grouped(count)).join(", "),
          GATE_WORDS[gate] ?? gate,
          text === ABSENT ? text : link(text, anchor("jobs", groupName(model))),
        ];
      });
    })
  );
  return table(
    ["cell", "event", "events, by seed", "gate", "change at the event"],
    rows,
    ["l", "l", "r", "l", "r"],
  );
}

function correlationNote({ models }: GateBehaviour): string[] {
  const runs = models.flatMap((model) => model.runs.filter(({ zWithF }) => zWithF !== null));
  if (runs.length === 0) return [];
  const text = withInterval(meanInterval(runs.map(({ zWithF }) => zWithF!)), 3);
  return [
    `Correlation of the GRU's update gate with the forget gate of the LSTM of the same seed, unit means over all windows and steps: ${
      link(text, anchor("jobs", groupName("GRU")))
    }.`,
  ];
}

function section(
  value: GateBehaviour,
  label: DataLabel,
  { responses, traces }: ReturnType<typeof gateFigures>,
): string {
  return [
    "## Q7-b · Gates",
    `Gates of the upper layer over ${
      grouped(value.models[0]!.runs[0]!.windows)
    } test windows of \`${value.dataset}\` (${label} data): three pictures prove nothing, so statistics come first.`,
    statisticsTable(value),
    "The move per step is the mean of |gₜ − gₜ₋₁| over units, steps and windows.",
    ...correlationNote(value),
    "### Around events",
    `Events (${value.kind}): ${value.rule}. ${
      value.kind === "threshold"
        ? "What rises or falls so much at once is no peak, however high. "
        : ""
    }The change at the event is the gate's mean over units and events at that step, minus its ` +
    "mean over the five steps before. Windows overlap, so that one event may count several times.",
    responseTable(value),
    ...pictures(responses),
    "### Three windows",
    "Chosen by rule from the test part: the calmest, the one with the largest rise in its middle, and the one with the highest peak " +
    "there. Gates of the first seed.",
    ...pictures(traces),
    seedNote(value.models.map(({ runs }) => runs.length), label),
  ].join("\n\n");
}

/** Q7-b: gates. */
export const gatePart: Part<GateBehaviour> = {
  read: readGateBehaviour,
  render: (value, { label }) => {
    const figures = gateFigures(value, label);
    return {
      section: section(value, label, figures),
      figures: { ...figures.responses, ...figures.traces },
      jobs: value.models.map(({ model, runs }) => ({ name: groupName(model), jobs: runs })),
    };
  },
};
