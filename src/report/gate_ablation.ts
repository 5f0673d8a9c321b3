/** Q7-e: LSTMs without some of their gates. */
import { z } from "zod";
import type { Artefact, Schema } from "./artefact.ts";
import { checkSameTargets, readForecastRun, runsByModel } from "./forecast_run.ts";
import { commonDataset } from "./part.ts";
import { type TrainedModel, trainedModel, trainedModelSchema } from "./trained_model.ts";

/** The variants in the order of reports: the full cell, the study's two, the single removals of Greff et al. (2017). */
export const GATE_VARIANTS = [
  "LSTM",
  "forget gate only",
  "input gate only",
  "no forget gate",
  "no input gate",
  "no output gate",
] as const;

/** Q7-e as `results.json` holds it. */
export interface GateAblation {
  /** Canonical data set that was forecast. */
  readonly dataset: string;
  /** Number of test windows. */
  readonly windows: number;
  /** The full LSTM first. */
  readonly models: readonly TrainedModel[];
}

/** Form of `GateAblation` in `results.json`. */
export const gateAblationSchema: Schema<GateAblation> = z.strictObject({
  dataset: z.string(),
  windows: z.int().positive(),
  models: z.array(trainedModelSchema as z.ZodType<TrainedModel>).min(1),
});

/**
 * Gathers the trainings of Q7-e.
 * @throws CliError when an artefact is incomplete or targets differ
 */
export async function readGateAblation(artefacts: readonly Artefact[]): Promise<GateAblation> {
  const runs = await Promise.all(artefacts.map(readForecastRun));
  checkSameTargets(runs);
  return {
    dataset: commonDataset(artefacts),
    windows: runs[0]!.targets.length,
    models: runsByModel(runs, GATE_VARIANTS).map(trainedModel),
  };
}
