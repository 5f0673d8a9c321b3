import type { Scaling } from "../data/scaling.ts";

/** Errors of forecasts; `mse` and `mae` on standardised values, `mseKw` in kW² and `maeKw` in kW. */
export interface ForecastErrors {
  /** Mean squared error of standardised values. */
  readonly mse: number;
  /** Mean absolute error of standardised values. */
  readonly mae: number;
  /** Mean squared error in kW². */
  readonly mseKw: number;
  /** Mean absolute error in kW. */
  readonly maeKw: number;
  /** Number of forecasts. */
  readonly windows: number;
}

/** Errors of standardised predictions [windows] against standardised targets [windows], summed in f64 in order. */
export function forecastErrors(
  predictions: Float32Array,
  targets: Float32Array,
  { standardDeviation }: Scaling,
): ForecastErrors {
  let squares = 0, magnitudes = 0;
  predictions.forEach((prediction, i) => {
    const error = prediction - targets[i]!;
    squares += error * error;
    magnitudes += Math.abs(error);
  });
  const windows = predictions.length, mse = squares / windows, mae = magnitudes / windows;
  return {
    mse,
    mae,
    mseKw: mse * standardDeviation * standardDeviation,
    maeKw: mae * standardDeviation,
    windows,
  };
}
