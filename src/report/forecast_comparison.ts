/** Q7-a as a report holds it: forecasters compared on one series, over several seeds. */
import type { Interval } from "./interval.ts";

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
export interface ModelResult {
  /** Name of the model, as in the study. */
  readonly model: string;
  /** Number of trained parameters. */
  readonly parameters: number;
  /** One entry a seed, in ascending order. */
  readonly runs: readonly RunResult[];
  /** Errors over the seeds. */
  readonly test: Readonly<Record<keyof TestErrors, Interval>>;
  /** Skill of the mean MSE against persistence. */
  readonly skill: number;
  /** Convergence epoch over the seeds. */
  readonly convergenceEpoch: Interval;
}

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
  readonly models: readonly ModelResult[];
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
