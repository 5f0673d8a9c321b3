/** The parts of the study that reports show, in the order of the study. */
import { z } from "zod";
import { ablationPart } from "./ablation_part.ts";
import type { Artefact, Schema } from "./artefact.ts";
import { type ForecastComparison, forecastComparisonSchema } from "./forecast_comparison.ts";
import { forecastPart } from "./forecast_part.ts";
import { directionPart } from "./direction_part.ts";
import { type Direction, directionSchema } from "./direction.ts";
import { type GateAblation, gateAblationSchema } from "./gate_ablation.ts";
import { gatePart } from "./gate_part.ts";
import { type GateBehaviour, gateBehaviourSchema } from "./gate_behaviour.ts";
import { type GradientFlow, gradientFlowSchema } from "./gradient_flow.ts";
import { gradientPart } from "./gradient_part.ts";
import { patternPart, type ShiftedPatterns, shiftedPatternsSchema } from "./pattern_part.ts";
import type { DataLabel, Part, RenderedPart } from "./part.ts";
import { type ReviewLengths, reviewLengthsSchema } from "./review_lengths.ts";
import { reviewPart } from "./review_part.ts";
import { type StateDynamics, stateDynamicsSchema } from "./state_dynamics.ts";
import { statePart } from "./state_part.ts";
import type { Timings } from "./timings.ts";
import { type WindowLengths, windowLengthsSchema } from "./window_lengths.ts";
import { windowPart } from "./window_part.ts";

/** Results by the study's ids of its parts; a part that was not run is absent. */
export interface Experiments {
  /** A perceptron and recurrent networks on patterns that move. */
  readonly "P4"?: ShiftedPatterns;
  /** Length of the reviews. */
  readonly "Q6-A"?: ReviewLengths;
  /** Gradients over time. */
  readonly "Q6-B"?: GradientFlow;
  /** Norms of states. */
  readonly "Q6-C"?: StateDynamics;
  /** Forecasters compared. */
  readonly "Q7-a"?: ForecastComparison;
  /** Gates. */
  readonly "Q7-b"?: GateBehaviour;
  /** Length of the window. */
  readonly "Q7-c"?: WindowLengths;
  /** Bidirectional models. */
  readonly "Q7-d"?: Direction;
  /** LSTMs without some gates. */
  readonly "Q7-e"?: GateAblation;
}

/** Form of `Experiments` in `results.json`. */
export const experimentsSchema: Schema<Experiments> = z.strictObject({
  "P4": (shiftedPatternsSchema as z.ZodType<ShiftedPatterns>).optional(),
  "Q6-A": (reviewLengthsSchema as z.ZodType<ReviewLengths>).optional(),
  "Q6-B": (gradientFlowSchema as z.ZodType<GradientFlow>).optional(),
  "Q6-C": (stateDynamicsSchema as z.ZodType<StateDynamics>).optional(),
  "Q7-a": (forecastComparisonSchema as z.ZodType<ForecastComparison>).optional(),
  "Q7-b": (gateBehaviourSchema as z.ZodType<GateBehaviour>).optional(),
  "Q7-c": (windowLengthsSchema as z.ZodType<WindowLengths>).optional(),
  "Q7-d": (directionSchema as z.ZodType<Direction>).optional(),
  "Q7-e": (gateAblationSchema as z.ZodType<GateAblation>).optional(),
});

const PARTS: { readonly [Id in keyof Experiments]-?: Part<NonNullable<Experiments[Id]>> } = {
  "P4": patternPart,
  "Q6-A": reviewPart,
  "Q6-B": gradientPart,
  "Q6-C": statePart,
  "Q7-a": forecastPart,
  "Q7-b": gatePart,
  "Q7-c": windowPart,
  "Q7-d": directionPart,
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
    if (own.length > 0) results[id] = await PARTS[id].read(own, artefacts);
  }
  return results as Experiments;
}

/** A part as shown, with the study's id of it. */
export interface ReportedPart extends RenderedPart {
  /** The study's id. */
  readonly id: keyof Experiments;
}

/** Shows every part that was run; `labelOf` tells simulated data sets from real ones; what a job makes itself is simulated. */
export function renderParts(
  experiments: Experiments,
  labelOf: (dataset: string) => DataLabel,
  timings: Timings,
): ReportedPart[] {
  return IDS.flatMap((id) => {
    const value = experiments[id];
    if (value === undefined) return [];
    const part = PARTS[id] as Part<typeof value>;
    const label = value.dataset === null ? "simulated" : labelOf(value.dataset);
    return [{ id, ...part.render(value, { label, timings }) }];
  });
}
