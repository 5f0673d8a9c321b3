import { type Interval, meanInterval } from "./interval.ts";
import { lineChart } from "./line_chart.ts";
import { ABSENT, anchor, fixed, link, table, withInterval } from "./markdown.ts";
import type { DataLabel, Part } from "./part.ts";
import type { Moments } from "./probe_run.ts";
import { PADDING_WORDS } from "./review_figures.ts";
import { seedNote } from "./seed_note.ts";
import { readStateDynamics, type StateDynamics, type StateProbe } from "./state_dynamics.ts";
import { Q6_C_VARIANCE } from "./study.ts";
import { type Figures, pictures } from "./svg.ts";

function groupName(padding: string, model: string): string {
  return `Q6-C ${padding} ${model}`;
}

function plusMinus(moments: readonly Moments[]): string {
  const mean = (of: (item: Moments) => number): number =>
    moments.reduce((sum, item) => sum + of(item), 0) / moments.length;
  const centre = fixed(mean((item) => item.mean), 4);
  return `${centre} ± ${fixed(mean((item) => item.standardDeviation), 4)}`;
}

function rowHead({ padding, model, state, weights }: StateProbe): string[] {
  return [PADDING_WORDS[padding] ?? padding, `${model} ${state}`, weights];
}

function linked(probe: StateProbe, cells: readonly string[]): string[] {
  const target = anchor("jobs", groupName(probe.padding, probe.model));
  return cells.map((text) => (text === ABSENT ? text : link(text, target)));
}

function varianceTable({ probes }: StateDynamics): string {
  const rows = probes.map((probe) => [
    ...rowHead(probe),
    ...linked(probe, [
      plusMinus(probe.runs.map(({ variance }) => variance)),
      plusMinus(probe.runs.map(({ textVariance }) => textVariance)),
      plusMinus(probe.runs.map(({ padVariance }) => padVariance)),
    ]),
  ]);
  const study = Q6_C_VARIANCE.map(({ state, mean, standardDeviation }) => [
    "not stated",
    `${state}, study`,
    "not stated",
    `${fixed(mean, 4)} ± ${fixed(standardDeviation, 4)}`,
    ABSENT,
    ABSENT,
  ]);
  return table(
    ["padding", "state", "weights", "all steps", "text steps", "pad steps"],
    [...study, ...rows],
    ["l", "l", "l", "r", "r", "r"],
  );
}

function growthTable({ probes }: StateDynamics): string {
  const cell = (values: readonly (number | null)[], decimals: number): string => {
    const present = values.flatMap((value) => value ?? []);
    if (present.length < values.length) return ABSENT;
    const found: Interval = meanInterval(present);
    return withInterval(found, decimals);
  };
  const rows = probes.map((probe) => [
    ...rowHead(probe),
    ...linked(probe, [
      cell(probe.runs.map(({ growth }) => growth), 4),
      cell(probe.runs.map(({ rSquared }) => rSquared), 3),
      cell(probe.runs.map(({ textGrowth }) => textGrowth), 4),
      cell(probe.runs.map(({ padGrowth }) => padGrowth), 4),
      cell(probe.runs.map(({ largest }) => largest), 3),
    ]),
  ]);
  return table(
    [
      "padding",
      "state",
      "weights",
      "growth per step",
      "R²",
      "per text step",
      "per pad step",
      "largest / √H",
    ],
    rows,
    ["l", "l", "l", "r", "r", "r", "r", "r"],
  );
}

/** The trained states of one place of padding, one figure for h and one for c, whose scales differ. */
function stateFigures({ probes }: StateDynamics, label: DataLabel): Figures {
  const trained = probes.filter(({ weights }) => weights === "trained");
  const groups = Map.groupBy(trained, ({ padding, state }) => `q6-c-${padding}-${state}`);
  return Object.fromEntries([...groups].map(([id, group]) => {
    const { padding, state } = group[0]!;
    const place = PADDING_WORDS[padding] ?? padding;
    const chart = lineChart({
      id,
      title: `Norm of ${state} by step, ${place} (${label} data)`,
      description: `Mean norm over test reviews, averaged over seeds, after training. ${
        group.map(({ model, norm }) =>
          `${model} goes from ${fixed(norm[0]!, 2)} at the first step to ${
            fixed(norm.at(-1)!, 2)
          } at the last.`
        ).join(" ")
      }`,
      xLabel: "step",
      yLabel: `mean ‖${state}ₜ‖₂`,
      lines: group.map(({ model, norm }) => ({
        name: model,
        points: norm.map((y, x) => ({ x, y, low: y, high: y })),
      })),
    });
    return [`${id}.svg`, chart];
  }));
}

function section(value: StateDynamics, label: DataLabel, figures: Figures): string {
  return [
    "## Q6-C · Dynamics of hidden and cell states",
    `Norms of the states of sentiment classifiers over ${value.length} steps, on test reviews of \`${value.dataset}\` (${label} data).`,
    "### Variance of the norm over time",
    'Mean over reviews, and after "±" the standard deviation over reviews (as the study prints it), averaged over seeds.',
    varianceTable(value),
    ...pictures(figures),
    "### Growth of the norm",
    "Least squares of the mean norm on the step: over the whole sequence, over text steps counted from the first of the text, and over " +
    "pad steps counted from the first of the padding, these two weighted by the reviews that have such a step. √H bounds the " +
    "norm of H values of tanh.",
    growthTable(value),
    seedNote(value.probes.map(({ runs }) => runs.length), label),
  ].join("\n\n");
}

/** Q6-C: norms of states over time. */
export const statePart: Part<StateDynamics> = {
  read: readStateDynamics,
  render: (value, { label }) => {
    const figures = stateFigures(value, label);
    const groups = Map.groupBy(value.probes, ({ padding, model }) => groupName(padding, model));
    return {
      section: section(value, label, figures),
      figures,
      jobs: [...groups].map(([name, group]) => ({ name, jobs: group[0]!.runs })),
    };
  },
};
