import { dotPlot } from "./dot_plot.ts";
import { type GateAblation, readGateAblation } from "./gate_ablation.ts";
import { ABSENT, anchor, fixed, grouped, link, percent, table, withInterval } from "./markdown.ts";
import { relativeError } from "./paired.ts";
import type { DataLabel, Part } from "./part.ts";
import { seedNote } from "./seed_note.ts";
import { Q7_E_GATES } from "./study.ts";
import { type Drawing, type Figures, pictures } from "./svg.ts";

const FIGURE = "q7-e-gates.svg";

function groupName(model: string): string {
  return `Q7-e ${model}`;
}

function studyRow(model: string): typeof Q7_E_GATES[number] | undefined {
  return Q7_E_GATES.find(({ gates }) => gates === (model === "LSTM" ? "full LSTM" : model));
}

function errorTable({ models }: GateAblation): string {
  const full = models.find(({ model }) => model === "LSTM");
  const rows = models.map(({ model, parameters, test, runs }) => {
    const printed = studyRow(model);
    const change = full && model !== "LSTM" ? relativeError(runs, full.runs) : null;
    const cell = (text: string): string => link(text, anchor("jobs", groupName(model)));
    return [
      model === "LSTM" ? "full LSTM" : model,
      cell(grouped(parameters)),
      cell(withInterval(test.mse, 6)),
      printed ? fixed(printed.mse, 6) : ABSENT,
      cell(withInterval(test.mae, 6)),
      printed ? fixed(printed.mae, 6) : ABSENT,
      change === null ? ABSENT : cell(percent(change, 1)),
    ];
  });
  return table(
    ["gates", "parameters", "test MSE", "study", "test MAE", "study", "MSE against the full cell"],
    rows,
    ["l", "r", "r", "r", "r", "r", "r"],
  );
}

function gateFigure({ models }: GateAblation, label: DataLabel): Drawing {
  return dotPlot({
    id: "q7-e-gates",
    title: `Test error of LSTMs without some gates (${label} data)`,
    description: `Mean squared error on the test part, mean over seeds. ${
      models.map(({ model, test }) => `${model} ${withInterval(test.mse, 4)}.`).join(" ")
    }`,
    xLabel: "test MSE, standardised",
    rows: models.map(({ model, test, runs }) => ({
      name: model === "LSTM" ? "full LSTM" : model,
      value: test.mse.mean,
      halfWidth: test.mse.halfWidth,
      parts: runs.map((run) => run.test.mse),
      study: studyRow(model)?.mse ?? null,
      colour: model === "LSTM" ? 0 : 1,
    })),
  });
}

function section(value: GateAblation, label: DataLabel, figures: Figures): string {
  return [
    "## Q7-e · Which gate matters",
    `One-step forecasts of ${
      grouped(value.windows)
    } test windows of \`${value.dataset}\` (${label} data) by LSTMs some of whose gates are held at 1. ` +
    "A variant does not have the parameters of its missing gates. The study has the first three; the single " +
    'removals are those of Greff et al., "LSTM: A search space odyssey" (2017).',
    errorTable(value),
    ...pictures(figures),
    "The last column compares runs of the same seed; above zero: the variant is worse than the full cell. " +
    seedNote(value.models.map(({ runs }) => runs.length), label),
  ].join("\n\n");
}

/** Q7-e: LSTMs without some of their gates. */
export const ablationPart: Part<GateAblation> = {
  read: readGateAblation,
  render: (value, { label }) => {
    const figures = { [FIGURE]: gateFigure(value, label) };
    return {
      section: section(value, label, figures),
      figures,
      jobs: value.models.map(({ model, runs }) => ({ name: groupName(model), jobs: runs })),
    };
  },
};
