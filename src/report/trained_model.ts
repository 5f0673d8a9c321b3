/** A forecasting network over its seeds, as every part on forecasting reports it. */
import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { CliError } from "../core/cli_error.ts";
import type { ForecastRun } from "./forecast_run.ts";
import { type Interval, intervalSchema, meanInterval } from "./interval.ts";
import { sha256Schema } from "./job_ref.ts";
import { skillScore } from "./skill_score.ts";

/** Test errors; `mse` and `mae` on standardised values, `mseKw` in kW² and `maeKw` in kW. */
export interface TestErrors {
  /** Mean squared error on standardised values. */
  readonly mse: number;
  /** Mean absolute error on standardised values. */
  readonly mae: number;
  /** Mean squared error in kW². */
  readonly mseKw: number;
  /** Mean absolute error in kW. */
  readonly maeKw: number;
}

/** One training of a model. */
export interface RunResult {
  /** The seed. */
  readonly seed: number;
  /** Id of the job. */
  readonly job: string;
  /** Key of the job. */
  readonly key: string;
  /** Sha256 of `weights.safetensors`. */
  readonly weights: string;
  /** Errors on the test part. */
  readonly test: TestErrors;
  /** Validation MSE after each epoch, standardised. */
  readonly validation: readonly number[];
  /** Epoch of the lowest validation loss, from 1. */
  readonly convergenceEpoch: number;
}

/** A model over its seeds. */
export interface TrainedModel {
  /** Name of the model, as in the study. */
  readonly model: string;
  /** Number of trained parameters. */
  readonly parameters: number;
  /** One entry a seed, in ascending order. */
  readonly runs: readonly RunResult[];
  /** Errors over the seeds. */
  readonly test: Readonly<Record<keyof TestErrors, Interval>>;
  /** Convergence epoch over the seeds. */
  readonly convergenceEpoch: Interval;
}

/** A model over its seeds with its skill. */
export interface RatedModel extends TrainedModel {
  /** Skill of the mean MSE against persistence. */
  readonly skill: number;
}

/** Form of `TestErrors` in `results.json`. */
export const errorsSchema: Schema<TestErrors> = z.strictObject({
  mse: z.number(),
  mae: z.number(),
  mseKw: z.number(),
  maeKw: z.number(),
});

const shape = {
  model: z.string(),
  parameters: z.int().nonnegative(),
  runs: z.array(z.strictObject({
    seed: z.int().nonnegative(),
    job: z.string(),
    key: sha256Schema as z.ZodType<string>,
    weights: sha256Schema as z.ZodType<string>,
    test: errorsSchema as z.ZodType<TestErrors>,
    validation: z.array(z.number()),
    convergenceEpoch: z.int().positive(),
  })),
  test: z.strictObject({
    mse: intervalSchema as z.ZodType<Interval>,
    mae: intervalSchema as z.ZodType<Interval>,
    mseKw: intervalSchema as z.ZodType<Interval>,
    maeKw: intervalSchema as z.ZodType<Interval>,
  }),
  convergenceEpoch: intervalSchema as z.ZodType<Interval>,
};

/** Form of a `TrainedModel` in `results.json`. */
export const trainedModelSchema: Schema<TrainedModel> = z.strictObject(shape);

/** Form of a `RatedModel` in `results.json`. */
export const ratedModelSchema: Schema<RatedModel> = z.strictObject({
  ...shape,
  skill: z.number(),
});

function runResult(run: ForecastRun): RunResult {
  const { seed, job, key, weights, test, validation, bestEpoch } = run;
  if (seed === null || weights === null || bestEpoch === null) {
    throw new CliError(
      `Cannot report on job ${job}: a trained model needs a seed, weights and a best epoch`,
    );
  }
  return { seed, job, key, weights, test, validation, convergenceEpoch: bestEpoch };
}

/**
 * Gathers the runs of one model, one or more.
 * @throws CliError for a run without seed, weights or best epoch
 */
export function trainedModel(group: readonly ForecastRun[]): TrainedModel {
  const runs = group.map(runResult).sort((a, b) => a.seed - b.seed);
  const over = (name: keyof TestErrors): Interval =>
    meanInterval(runs.map((run) => run.test[name]));
  return {
    model: group[0]!.model,
    parameters: group[0]!.parameters,
    runs,
    test: { mse: over("mse"), mae: over("mae"), mseKw: over("mseKw"), maeKw: over("maeKw") },
    convergenceEpoch: meanInterval(runs.map((run) => run.convergenceEpoch)),
  };
}

/** Adds the skill against a reference forecast's MSE, standardised. */
export function ratedModel(model: TrainedModel, reference: number): RatedModel {
  return { ...model, skill: skillScore(model.test.mse.mean, reference) };
}
