/** The parts of the study that reports show, in the order of the study. */
import { z } from "zod";
import { ablationPart } from "./ablation_part.ts";
import type { Artefact, Schema } from "./artefact.ts";
import { type ForecastComparison, forecastComparisonSchema } from "./forecast_comparison.ts";
import { forecastPart } from "./forecast_part.ts";
import { type GateAblation, gateAblationSchema } from "./gate_ablation.ts";
import type { DataLabel, Part, RenderedPart } from "./part.ts";
import { type ReviewLengths, reviewLengthsSchema } from "./review_lengths.ts";
import { reviewPart } from "./review_part.ts";
import type { Timings } from "./timings.ts";
import { type WindowLengths, windowLengthsSchema } from "./window_lengths.ts";
import { windowPart } from "./window_part.ts";

/** Results by the study's ids of its parts; a part that was not run is absent. */
export interface Experiments {
  /** Length of the reviews. */
  readonly "Q6-A"?: ReviewLengths;
  /** Forecasters compared. */
  readonly "Q7-a"?: ForecastComparison;
  /** Length of the window. */
  readonly "Q7-c"?: WindowLengths;
  /** LSTMs without some gates. */
  readonly "Q7-e"?: GateAblation;
}

/** Form of `Experiments` in `results.json`. */
export const experimentsSchema: Schema<Experiments> = z.strictObject({
  "Q6-A": (reviewLengthsSchema as z.ZodType<ReviewLengths>).optional(),
  "Q7-a": (forecastComparisonSchema as z.ZodType<ForecastComparison>).optional(),
  "Q7-c": (windowLengthsSchema as z.ZodType<WindowLengths>).optional(),
  "Q7-e": (gateAblationSchema as z.ZodType<GateAblation>).optional(),
});

const PARTS: { readonly [Id in keyof Experiments]-?: Part<NonNullable<Experiments[Id]>> } = {
  "Q6-A": reviewPart,
  "Q7-a": forecastPart,
  "Q7-c": windowPart,
  "Q7-e": ablationPart,
};
const IDS = Object.keys(PARTS) as (keyof Experiments)[];

/**
 * Makes results of every part that has artefacts.
 * @throws CliError when artefacts are missing, damaged or do not belong together
 */
export async function readParts(artefacts: readonly Artefact[]): Promise<Experiments> {
  const results: Record<string, unknown> = {};
  for (const id of IDS) {
    const own = artefacts.filter(({ experiment }) => experiment === id);
    if (own.length > 0) results[id] = await PARTS[id].read(own);
  }
  return results as Experiments;
}

/** Shows every part that was run; `labelOf` tells simulated data sets from real ones. */
export function renderParts(
  experiments: Experiments,
  labelOf: (dataset: string) => DataLabel,
  timings: Timings,
): RenderedPart[] {
  return IDS.flatMap((id) => {
    const value = experiments[id];
    if (value === undefined) return [];
    const part = PARTS[id] as Part<typeof value>;
    return [part.render(value, { label: labelOf(value.dataset), timings })];
  });
}
