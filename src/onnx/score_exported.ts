/** Holds an exported forecaster against the engine that trained it, over a whole test part. */
import type { ExportedModel } from "./exported_model.ts";

/** How far an exported model is from the engine. */
export interface ExportScore {
  /** Number of forecasts. */
  readonly windows: number;
  /** Largest |exported − engine| of a prediction, standardised. */
  readonly largestDifference: number;
  /** Mean squared error of the exported model, standardised. */
  readonly mse: number;
  /** |exported − engine| / engine of the mean squared error. */
  readonly mseRelativeDifference: number;
  /** Mean absolute error of the exported model, standardised. */
  readonly mae: number;
  /** |exported − engine| / engine of the mean absolute error. */
  readonly maeRelativeDifference: number;
}

/**
 * Compares predictions [windows] with those of the engine, both against the targets, summed in f64 in order.
 * @throws RangeError when the arrays differ in length or are empty
 */
export function comparePredictions(
  exported: Float32Array,
  engine: Float32Array,
  targets: Float32Array,
): ExportScore {
  const windows = targets.length;
  if (windows === 0 || exported.length !== windows || engine.length !== windows) {
    throw new RangeError(
      `Cannot compare ${exported.length} predictions with ${engine.length} over ${windows} targets`,
    );
  }
  let largestDifference = 0;
  exported.forEach((value, i) => {
    // Math.max keeps a NaN.
    largestDifference = Math.max(largestDifference, Math.abs(value - engine[i]!));
  });
  const own = errors(exported, targets), other = errors(engine, targets);
  return {
    windows,
    largestDifference,
    mse: own.mse,
    mseRelativeDifference: Math.abs(own.mse - other.mse) / other.mse,
    mae: own.mae,
    maeRelativeDifference: Math.abs(own.mae - other.mae) / other.mae,
  };
}

function errors(predictions: Float32Array, targets: Float32Array): { mse: number; mae: number } {
  let squares = 0, magnitudes = 0;
  predictions.forEach((prediction, i) => {
    const error = prediction - targets[i]!;
    squares += error * error;
    magnitudes += Math.abs(error);
  });
  return { mse: squares / targets.length, mae: magnitudes / targets.length };
}

/**
 * Runs an exported forecaster over windows and compares it with the engine.
 * @param data standardised: windows [count, window, inputs], the engine's predictions [count] and the targets [count]
 * @throws CliError for windows of another form than the model reads; RangeError for other counts of predictions or targets
 */
export async function scoreExported(
  model: ExportedModel,
  data: {
    readonly windows: Float32Array;
    readonly steps: number;
    readonly predictions: Float32Array;
    readonly targets: Float32Array;
  },
): Promise<ExportScore> {
  const { predictions } = await model.predict({ values: data.windows, steps: data.steps });
  return comparePredictions(predictions, data.predictions, data.targets);
}
