/** One forecaster's run as a report sees it: a trained network of one seed, or a baseline. */
import { z } from "zod";
import { CliError } from "../core/cli_error.ts";
import { readSafetensors } from "../nn/safetensors.ts";
import { type Artefact, checked, outputOf, readJson } from "./artefact.ts";
import type { TestErrors } from "./trained_model.ts";

/** A forecaster's metrics, predictions and provenance. */
export interface ForecastRun {
  /** Id of its job. */
  readonly job: string;
  /** Key of its job. */
  readonly key: string;
  /** Sha256 of its weights, or `null` for a forecaster without any. */
  readonly weights: string | null;
  /** Name of the forecaster: `LSTM`, `persistence`. */
  readonly model: string;
  /** Seed of a trained network; `null` for a baseline. */
  readonly seed: number | null;
  /** Number of trained parameters. */
  readonly parameters: number;
  /** Validation MSE after each epoch, standardised; empty for a baseline. */
  readonly validation: readonly number[];
  /** Epoch of the lowest validation loss, counted from 1; `null` for a baseline. */
  readonly bestEpoch: number | null;
  /** Errors on the test part. */
  readonly test: TestErrors;
  /** Mean and standard deviation of the training part, in kW. */
  readonly scaling: { readonly mean: number; readonly standardDeviation: number };
  /** Standardised targets of the test windows, in the order of time. */
  readonly targets: Float32Array;
  /** Squared errors on standardised values, for each test window. */
  readonly squaredErrors: Float64Array;
}

const configSchema = z.looseObject({ model: z.string(), seed: z.int().optional() });

const metricsSchema = z.looseObject({
  parameters: z.int(),
  scaling: z.looseObject({ mean: z.number(), standardDeviation: z.number() }),
  epochs: z.array(z.looseObject({ epoch: z.int(), validationMse: z.number() })).default([]),
  bestEpoch: z.int().nullable().default(null),
  test: z.looseObject({
    mse: z.number(),
    mae: z.number(),
    mseKw: z.number(),
    maeKw: z.number(),
    windows: z.int(),
  }),
});

/**
 * Reads a forecaster's artefact: `config.model` and, for a network, `config.seed`; `metrics.json`; the tensors
 * `prediction` and `target` (f32 [windows], standardised) of `predictions.safetensors`; the hash of `weights.safetensors`.
 * @throws CliError when one of them is missing or of another form
 */
export async function readForecastRun(artefact: Artefact): Promise<ForecastRun> {
  const config = checked(artefact.config, configSchema, `the configuration of job ${artefact.id}`);
  const metrics = await readJson(artefact, "metrics.json", metricsSchema);
  const { tensors } = readSafetensors(await outputOf(artefact, "predictions.safetensors").read());
  const { windows, mse, mae, mseKw, maeKw } = metrics.test;
  const [predictions, targets] = ["prediction", "target"].map((name) => {
    const data = tensors[name]?.data;
    if (!(data instanceof Float32Array) || data.length !== windows) {
      throw new CliError(
        `Cannot use predictions.safetensors of job ${artefact.id}: expected ${windows} values of f32 as ${name}, ` +
          `got ${tensors[name]?.dtype ?? "nothing"} [${tensors[name]?.shape ?? ""}]`,
      );
    }
    return data;
  }) as [Float32Array, Float32Array];
  return {
    job: artefact.id,
    key: artefact.key,
    weights: artefact.outputs["weights.safetensors"]?.sha256 ?? null,
    model: config.model,
    seed: config.seed ?? null,
    parameters: metrics.parameters,
    validation: metrics.epochs.map((epoch) => epoch.validationMse),
    bestEpoch: metrics.bestEpoch,
    test: { mse, mae, mseKw, maeKw },
    scaling: {
      mean: metrics.scaling.mean,
      standardDeviation: metrics.scaling.standardDeviation,
    },
    targets,
    squaredErrors: Float64Array.from(predictions, (value, t) => {
      const error = value - targets[t]!;
      return error * error;
    }),
  };
}

/** Runs grouped by model, first those named in `order`, then others by name; seeds ascend. */
export function runsByModel(
  runs: readonly ForecastRun[],
  order: readonly string[],
): ForecastRun[][] {
  const rank = (model: string): number => {
    const place = order.indexOf(model);
    return place === -1 ? order.length : place;
  };
  const sorted = [...runs].sort((a, b) =>
    rank(a.model) - rank(b.model) || (a.model < b.model ? -1 : a.model > b.model ? 1 : 0) ||
    (a.seed ?? 0) - (b.seed ?? 0)
  );
  return [...Map.groupBy(sorted, (run) => run.model).values()];
}

/**
 * Makes sure that runs forecast the same values.
 * @throws CliError that names the first run whose targets differ
 */
export function checkSameTargets(runs: readonly ForecastRun[]): void {
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
