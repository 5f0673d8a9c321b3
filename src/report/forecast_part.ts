import { compareForecasts } from "./compare_forecasts.ts";
import type { ForecastComparison } from "./forecast_comparison.ts";
import { forecastFigures } from "./forecast_figures.ts";
import { forecastSection } from "./forecast_section.ts";
import type { Part } from "./part.ts";

/** Q7-a: forecasters compared. */
export const forecastPart: Part<ForecastComparison> = {
  read: compareForecasts,
  render: (comparison, { label, timings }) => {
    const figures = forecastFigures(comparison, label);
    return {
      section: forecastSection(comparison, label, timings, figures),
      figures,
      jobs: [
        ...comparison.models.map(({ model, runs }) => ({ name: `Q7-a ${model}`, jobs: runs })),
        ...comparison.baselines.map(({ model, job, key }) => ({
          name: `Q7-a ${model}`,
          jobs: [{ job, key, weights: null }],
        })),
      ],
    };
  },
};
