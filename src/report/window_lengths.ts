/** Q7-c: forecasters with windows of several lengths. */
import { z } from "zod";
import { type Artefact, checked, type Schema } from "./artefact.ts";
import { checkSameTargets, readForecastRun, runsByModel } from "./forecast_run.ts";
import { commonDataset } from "./part.ts";
import { Q7_A_COMPARISON } from "./study.ts";
import { type TrainedModel, trainedModel, trainedModelSchema } from "./trained_model.ts";

/** Q7-c as `results.json` holds it. */
export interface WindowLengths {
  /** Canonical data set that was forecast. */
  readonly dataset: string;
  /** By length, ascending. */
  readonly lengths: readonly {
    /** Past values in a window. */
    readonly window: number;
    /** Number of test windows. */
    readonly windows: number;
    /** Models in the order of the study. */
    readonly models: readonly TrainedModel[];
  }[];
}

/** Form of `WindowLengths` in `results.json`. */
export const windowLengthsSchema: Schema<WindowLengths> = z.strictObject({
  dataset: z.string(),
  lengths: z.array(z.strictObject({
    window: z.int().positive(),
    windows: z.int().positive(),
    models: z.array(trainedModelSchema as z.ZodType<TrainedModel>).min(1),
  })).min(1),
});

const configSchema = z.looseObject({ window: z.int().positive() });

/**
 * Gathers the trainings of Q7-c, each with `config.window`.
 * @throws CliError when an artefact is incomplete, or targets of one length differ
 */
export async function readWindowLengths(artefacts: readonly Artefact[]): Promise<WindowLengths> {
  const byWindow = Map.groupBy(
    artefacts,
    ({ id, config }) => checked(config, configSchema, `the configuration of job ${id}`).window,
  );
  const lengths: WindowLengths["lengths"][number][] = [];
  for (const [window, group] of [...byWindow].sort(([a], [b]) => a - b)) {
    const runs = await Promise.all(group.map(readForecastRun));
    checkSameTargets(runs);
    const models = runsByModel(runs, Q7_A_COMPARISON.map((row) => row.model)).map(trainedModel);
    lengths.push({ window, windows: runs[0]!.targets.length, models });
  }
  return { dataset: commonDataset(artefacts), lengths };
}
