import { gradientFigures } from "./gradient_figures.ts";
import {
  type GradientCurve,
  type GradientFlow,
  type GradientProbe,
  PRINTED_STEPS,
  readGradientFlow,
} from "./gradient_flow.ts";
import { type Interval, meanInterval } from "./interval.ts";
import { ABSENT, anchor, fixed, link, scientific, table, withInterval } from "./markdown.ts";
import type { DataLabel, Part } from "./part.ts";
import { PADDING_WORDS } from "./review_figures.ts";
import { seedNote } from "./seed_note.ts";
import { Q6_B_GRADIENT, Q6_B_RATIO } from "./study.ts";
import { type Figures, pictures } from "./svg.ts";

function groupName(padding: string, model: string): string {
  return `Q6-B ${padding} ${model}`;
}

function curvesOf({ runs }: GradientProbe, of: GradientProbe["means"][number]): GradientCurve[] {
  return runs.flatMap(({ curves }) =>
    curves.filter(({ weights, reviews }) => weights === of.weights && reviews === of.reviews)
  );
}

function rowsOf(
  value: GradientFlow,
  cells: (
    curves: readonly GradientCurve[],
    probe: GradientProbe,
    of: GradientProbe["means"][number],
  ) => string[],
): string[][] {
  return value.probes.flatMap((probe) =>
    probe.means.map((of) => {
      const target = anchor("jobs", groupName(probe.padding, probe.model));
      return [
        PADDING_WORDS[probe.padding] ?? probe.padding,
        probe.model,
        of.reviews,
        of.weights,
        ...cells(curvesOf(probe, of), probe, of).map((text) =>
          text === ABSENT ? text : link(text, target)
        ),
      ];
    })
  );
}

function magnitudeTable(value: GradientFlow): string {
  const rows = rowsOf(value, (curves, _, { logRatio }) => [
    ...PRINTED_STEPS.map((_, i) =>
      scientific(curves.reduce((sum, { printed }) => sum + printed[i]!, 0) / curves.length)
    ),
    withInterval(logRatio, 2),
  ]);
  const study = (["SimpleRNN", "LSTM"] as const).map((model) => [
    "not stated",
    `${model}, study`,
    "not stated",
    "not stated",
    ...Q6_B_GRADIENT.map((row) => scientific(row[model])),
    Q6_B_RATIO[model] === 0 ? "ratio 0.000000" : fixed(Math.log10(Q6_B_RATIO[model]), 2),
  ]);
  return table(
    [
      "padding",
      "cell",
      "reviews",
      "weights",
      ...PRINTED_STEPS.map((t) => `t = ${t}`),
      "log₁₀ early/late",
    ],
    [...study, ...rows],
    ["l", "l", "l", "l", "r", "r", "r", "r"],
  );
}

function interval(values: readonly (number | null)[]): Interval | null {
  const present = values.flatMap((item) => item ?? []);
  return present.length === values.length && present.length > 0 ? meanInterval(present) : null;
}

function slopeTable(value: GradientFlow): string {
  const text = (found: Interval | null, decimals: number): string =>
    found === null ? ABSENT : withInterval(found, decimals);
  const rows = rowsOf(value, (curves, { runs }, { weights, slope }) => {
    const norm = interval(runs.map(({ logNorm }) => logNorm[weights]));
    const least = norm && { ...norm, mean: -norm.mean };
    return [
      text(slope, 4),
      text(interval(curves.map(({ rSquared }) => rSquared)), 3),
      curves.map(({ fitted }) => fitted).join(", "),
      text(interval(curves.map(({ logRange }) => logRange)), 2),
      text(least, 4),
    ];
  });
  return table(
    [
      "padding",
      "cell",
      "reviews",
      "weights",
      "slope of log₁₀",
      "R²",
      "steps fitted, by seed",
      "log₁₀ largest/smallest",
      "least slope",
    ],
    rows,
    ["l", "l", "l", "l", "r", "r", "r", "r", "r"],
  );
}

function section(value: GradientFlow, label: DataLabel, figures: Figures): string {
  return [
    "## Q6-B · Gradient over time",
    `Mean over test reviews of \`${value.dataset}\` (${label} data) of ‖∂L/∂hₜ‖₂ by step t of ${value.length}, counted from 0, with L ` +
    'the mean loss of a batch. "Full" reviews fill every step with text; "padded" ones do not. Early/late is the ' +
    `magnitude at t = ${PRINTED_STEPS[0]} over that at t = ${PRINTED_STEPS.at(-1)}.`,
    magnitudeTable(value),
    ...pictures(figures),
    "### A straight line?",
    "Least squares of log₁₀ of the magnitude on t, over steps whose magnitude is not zero in 32 bits; R² near 1 is exponential " +
    "decay. One step back multiplies a SimpleRNN's gradient by ‖W_hh‖₂ at most (the derivative of tanh is 1 at most), so where only " +
    "the last step is read, the slope cannot be less than −log₁₀ ‖W_hh‖₂, the least slope: above zero, the matrix alone makes the " +
    "gradient vanish; below zero, it promises nothing.",
    slopeTable(value),
    seedNote(value.probes.map(({ runs }) => runs.length), label),
  ].join("\n\n");
}

/** Q6-B: gradients over time. */
export const gradientPart: Part<GradientFlow> = {
  read: readGradientFlow,
  render: (value, { label }) => {
    const figures = gradientFigures(value, label);
    return {
      section: section(value, label, figures),
      figures,
      jobs: [
        ...value.probes.map(({ padding, model, runs }) => ({
          name: groupName(padding, model),
          jobs: runs,
        })),
        ...(value.trainings.length === 0
          ? []
          : [{ name: "Q6-B trainings", jobs: value.trainings }]),
      ],
    };
  },
};
