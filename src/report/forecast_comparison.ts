/** Q7-a as a report holds it: forecasters compared on one series, over several seeds. */
import { z } from "zod";
import type { Schema } from "./artefact.ts";
import { sha256Schema } from "./job_ref.ts";
import {
  errorsSchema,
  type RatedModel,
  ratedModelSchema,
  type TestErrors,
} from "./trained_model.ts";

/** A forecaster without seeds. */
export interface BaselineResult {
  /** Name of the forecaster. */
  readonly model: string;
  /** Id of the job. */
  readonly job: string;
  /** Key of the job. */
  readonly key: string;
  /** Number of fitted parameters. */
  readonly parameters: number;
  /** Errors on the test part. */
  readonly test: TestErrors;
  /** Skill against persistence. */
  readonly skill: number;
}

/** A Diebold–Mariano test of two forecasters, on squared errors averaged over seeds. */
export interface PairResult {
  /** First forecaster. */
  readonly a: string;
  /** Second forecaster. */
  readonly b: string;
  /** Mean of loss(a) − loss(b), standardised: negative when a is better. */
  readonly meanDifferential: number;
  /** Test statistic. */
  readonly statistic: number;
  /** Two-sided probability under equal accuracy. */
  readonly probability: number;
}

/** One row of the study's Q7-a table. */
export interface StudyRow {
  /** Name of the model. */
  readonly model: string;
  /** Test MSE, standardised. */
  readonly mse: number;
  /** Test MAE, standardised. */
  readonly mae: number;
  /** Seconds for one epoch on the study's machine. */
  readonly secondsPerEpoch: number;
  /** Number of parameters. */
  readonly parameters: number;
  /** Epoch of the lowest validation loss. */
  readonly convergenceEpoch: number;
}

/** Q7-a: forecasters compared on one series. */
export interface ForecastComparison {
  /** Canonical data set that was forecast. */
  readonly dataset: string;
  /** Number of test windows. */
  readonly windows: number;
  /** Mean and standard deviation of the training part, in kW. */
  readonly scaling: { readonly mean: number; readonly standardDeviation: number };
  /** Trained models in the order of the study. */
  readonly models: readonly RatedModel[];
  /** Baselines; persistence is the reference of every skill. */
  readonly baselines: readonly BaselineResult[];
  /** A test for each pair of forecasters. */
  readonly dieboldMariano: {
    /** Lags in the Newey–West variance. */
    readonly bandwidth: number;
    /** The pairs, in the order of models and baselines. */
    readonly pairs: readonly PairResult[];
  };
  /** The study's own figures. */
  readonly study: readonly StudyRow[];
}

const count = z.int().nonnegative();

/** Form of a `ForecastComparison` in `results.json`. */
export const forecastComparisonSchema: Schema<ForecastComparison> = z.strictObject({
  dataset: z.string(),
  windows: count,
  scaling: z.strictObject({ mean: z.number(), standardDeviation: z.number() }),
  models: z.array(ratedModelSchema as z.ZodType<RatedModel>),
  baselines: z.array(z.strictObject({
    model: z.string(),
    job: z.string(),
    key: sha256Schema as z.ZodType<string>,
    parameters: count,
    test: errorsSchema as z.ZodType<TestErrors>,
    skill: z.number(),
  })),
  dieboldMariano: z.strictObject({
    bandwidth: count,
    pairs: z.array(z.strictObject({
      a: z.string(),
      b: z.string(),
      meanDifferential: z.number(),
      statistic: z.number(),
      probability: z.number(),
    })),
  }),
  study: z.array(z.strictObject({
    model: z.string(),
    mse: z.number(),
    mae: z.number(),
    secondsPerEpoch: z.number(),
    parameters: count,
    convergenceEpoch: count,
  })),
});
