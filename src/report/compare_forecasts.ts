import { CliError } from "../core/cli_error.ts";
import type { Artefact } from "./artefact.ts";
import { dieboldMariano } from "./diebold_mariano.ts";
import type {
  BaselineResult,
  ForecastComparison,
  ModelResult,
  PairResult,
  RunResult,
  TestErrors,
} from "./forecast_comparison.ts";
import { type ForecastRun, readForecastRun } from "./forecast_run.ts";
import { type Interval, meanInterval } from "./interval.ts";
import { skillScore } from "./skill_score.ts";
import { Q7_A_COMPARISON } from "./study.ts";

/** Name of the baseline that skill is measured against. */
export const PERSISTENCE = "persistence";

/** Runs by model: first the study's models in its order, then all others by name. */
function byModel(runs: readonly ForecastRun[]): Map<string, ForecastRun[]> {
  const order = Q7_A_COMPARISON.map((row): string => row.model);
  const rank = (model: string): number => {
    const place = order.indexOf(model);
    return place === -1 ? order.length : place;
  };
  const sorted = [...runs].sort((a, b) =>
    rank(a.model) - rank(b.model) || (a.model < b.model ? -1 : a.model > b.model ? 1 : 0) ||
    (a.seed ?? 0) - (b.seed ?? 0)
  );
  return Map.groupBy(sorted, (run) => run.model);
}

/** The squared error of each window, averaged over a model's seeds. */
function meanLoss(runs: readonly ForecastRun[]): Float64Array {
  return runs[0]!.squaredErrors.map((_, t) =>
    runs.reduce((sum, run) => sum + run.squaredErrors[t]!, 0) / runs.length
  );
}

function checkSameTargets(runs: readonly ForecastRun[]): void {
  const [first, ...others] = runs;
  for (const run of others) {
    if (
      run.targets.length !== first!.targets.length ||
      run.targets.some((target, t) => target !== first!.targets[t])
    ) {
      throw new CliError(`Cannot compare job ${run.job} with ${first!.job}: their targets differ`);
    }
  }
}

function runResult(run: ForecastRun): RunResult {
  const { seed, job, key, weights, test, validation, bestEpoch } = run;
  if (seed === null || weights === null || bestEpoch === null) {
    throw new CliError(
      `Cannot report on job ${job}: a trained model needs a seed, weights and a best epoch`,
    );
  }
  return { seed, job, key, weights, test, validation, convergenceEpoch: bestEpoch };
}

function modelResult(group: readonly ForecastRun[], reference: number): ModelResult {
  const runs = group.map(runResult);
  const over = (name: keyof TestErrors): Interval =>
    meanInterval(runs.map((run) => run.test[name]));
  const test = { mse: over("mse"), mae: over("mae"), mseKw: over("mseKw"), maeKw: over("maeKw") };
  return {
    model: group[0]!.model,
    parameters: group[0]!.parameters,
    runs,
    test,
    skill: skillScore(test.mse.mean, reference),
    convergenceEpoch: meanInterval(runs.map((run) => run.convergenceEpoch)),
  };
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
  const datasets = new Set(artefacts.flatMap((artefact) => Object.keys(artefact.data)));
  if (datasets.size !== 1) {
    throw new CliError(
      `Cannot compare forecasts of several data sets: ${[...datasets].join(", ")}`,
    );
  }

  const reference = persistence.test.mse;
  const groups = [...byModel(runs).values()];
  const trained = groups.filter((group) => group[0]!.seed !== null);
  const baselines = groups.filter((group) => group[0]!.seed === null).map((group) => group[0]!);
  const losses = [...trained, ...baselines.map((run) => [run])]
    .map((group) => ({ model: group[0]!.model, loss: meanLoss(group) }));
  const tests = losses.flatMap((a, i) =>
    losses.slice(i + 1).map((b) => ({ a: a.model, b: b.model, ...dieboldMariano(a.loss, b.loss) }))
  );
  return {
    dataset: [...datasets][0]!,
    windows: persistence.targets.length,
    scaling: persistence.scaling,
    models: trained.map((group) => modelResult(group, reference)),
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
