import { CliError } from "../core/cli_error.ts";
import type { Artefact } from "./artefact.ts";
import { dieboldMariano } from "./diebold_mariano.ts";
import type { BaselineResult, ForecastComparison, PairResult } from "./forecast_comparison.ts";
import {
  checkSameTargets,
  type ForecastRun,
  readForecastRun,
  runsByModel,
} from "./forecast_run.ts";
import { commonDataset } from "./part.ts";
import { skillScore } from "./skill_score.ts";
import { Q7_A_COMPARISON } from "./study.ts";
import { ratedModel, trainedModel } from "./trained_model.ts";

/** Name of the baseline that skill is measured against. */
const PERSISTENCE = "persistence";

/** The squared error of each window, averaged over a model's seeds. */
function meanLoss(runs: readonly ForecastRun[]): Float64Array {
  return runs[0]!.squaredErrors.map((_, t) =>
    runs.reduce((sum, run) => sum + run.squaredErrors[t]!, 0) / runs.length
  );
}

function baselineResult(run: ForecastRun, reference: number): BaselineResult {
  const { model, job, key, parameters, test } = run;
  return { model, job, key, parameters, test, skill: skillScore(test.mse, reference) };
}

/**
 * Compares the forecasters of Q7-a from their artefacts: the trained models of every seed, and the baselines, persistence
 * among them. Every artefact given must be a forecaster's, as `readForecastRun` expects it.
 * @throws CliError when persistence is missing, targets or data differ, or an artefact is incomplete
 */
export async function compareForecasts(
  artefacts: readonly Artefact[],
): Promise<ForecastComparison> {
  const runs: ForecastRun[] = [];
  for (const artefact of artefacts) runs.push(await readForecastRun(artefact));
  const persistence = runs.find((run) => run.model === PERSISTENCE);
  if (persistence === undefined) {
    throw new CliError(
      `Cannot compare forecasts: expected a job of model ${PERSISTENCE}, got none`,
    );
  }
  checkSameTargets(runs);
  const reference = persistence.test.mse;
  const groups = runsByModel(runs, Q7_A_COMPARISON.map((row) => row.model));
  const trained = groups.filter((group) => group[0]!.seed !== null);
  const baselines = groups.filter((group) => group[0]!.seed === null).map((group) => group[0]!);
  const losses = [...trained, ...baselines.map((run) => [run])]
    .map((group) => ({ model: group[0]!.model, loss: meanLoss(group) }));
  const tests = losses.flatMap((a, i) =>
    losses.slice(i + 1).map((b) => ({ a: a.model, b: b.model, ...dieboldMariano(a.loss, b.loss) }))
  );
  return {
    dataset: commonDataset(artefacts),
    windows: persistence.targets.length,
    scaling: persistence.scaling,
    models: trained.map((group) => ratedModel(trainedModel(group), reference)),
    baselines: baselines.map((run) => baselineResult(run, reference)),
    dieboldMariano: {
      bandwidth: tests[0]?.bandwidth ?? 0,
      pairs: tests.map(({ a, b, meanDifferential, statistic, probability }): PairResult => ({
        a,
        b,
        meanDifferential,
        statistic,
        probability,
      })),
    },
    study: Q7_A_COMPARISON,
  };
}
