import { dotPlot } from "./dot_plot.ts";
import type { ForecastComparison } from "./forecast_comparison.ts";
import { lineChart, type LinePoint } from "./line_chart.ts";
import { fixed, withInterval } from "./markdown.ts";
import type { DataLabel } from "./part.ts";
import type { Drawing } from "./svg.ts";
import type { TrainedModel } from "./trained_model.ts";

/** File names of Q7-a's figures. */
export const figureNames = {
  validation: "q7-a-validation.svg",
  testError: "q7-a-test-error.svg",
} as const;

/** Mean, lowest and highest seed after each epoch that every seed has reached. */
function learningCurve({ runs }: TrainedModel): LinePoint[] {
  const epochs = Math.min(...runs.map((run) => run.validation.length));
  return Array.from({ length: epochs }, (_, i) => {
    const values = runs.map((run) => run.validation[i]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { x: i + 1, y: mean, low: Math.min(...values), high: Math.max(...values) };
  });
}

/** Q7-a's figures. */
export function forecastFigures(
  { models, baselines, study }: ForecastComparison,
  label: DataLabel,
): Record<(typeof figureNames)[keyof typeof figureNames], Drawing> {
  const source = `${label} data`;
  return {
    [figureNames.validation]: lineChart({
      id: "q7-a-validation",
      title: `Validation error after each epoch (${source})`,
      description:
        "Mean squared error on the validation part by epoch; the line is the mean over seeds, the band reaches " +
        `from the lowest to the highest seed. ${
          models.map((model) => {
            const last = learningCurve(model).at(-1)!;
            return `${model.model} ends at ${fixed(last.y, 4)}.`;
          }).join(" ")
        }`,
      xLabel: "epoch",
      yLabel: "validation MSE, standardised; band: lowest to highest seed",
      lines: models.map((model) => ({ name: model.model, points: learningCurve(model) })),
    }),
    [figureNames.testError]: dotPlot({
      id: "q7-a-test-error",
      title: `Test error of each forecaster (${source})`,
      description: `Mean squared error on the test part, mean over seeds with its 95% interval. ${
        models.map(({ model, test }) => {
          const printed = study.find((row) => row.model === model);
          const beside = printed ? `, the study ${fixed(printed.mse, 4)}` : "";
          return `${model} ${withInterval(test.mse, 4)}${beside}.`;
        }).join(" ")
      } ${baselines.map(({ model, test }) => `${model} ${fixed(test.mse, 4)}.`).join(" ")}`,
      xLabel: "test MSE, standardised",
      rows: [
        ...models.map(({ model, test, runs }, colour) => ({
          name: model,
          value: test.mse.mean,
          halfWidth: test.mse.halfWidth,
          parts: runs.map((run) => run.test.mse),
          study: study.find((row) => row.model === model)?.mse ?? null,
          colour,
        })),
        ...baselines.map(({ model, test }) => ({
          name: model,
          value: test.mse,
          halfWidth: null,
          parts: [],
          study: null,
          colour: null,
        })),
      ],
    }),
  };
}
