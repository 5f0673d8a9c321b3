/** Q7-d: whether a bidirectional forecaster sees the future, how it is best read out, and where both directions count. */
import { z } from "zod";
import { type Artefact, checked, readJson, type Schema } from "./artefact.ts";
import { checkSameTargets, readForecastRun } from "./forecast_run.ts";
import { type Interval, intervalSchema, meanInterval } from "./interval.ts";
import { type JobRef, jobRef, sha256Schema } from "./job_ref.ts";
import { commonDataset } from "./part.ts";
import {
  errorsSchema,
  type TestErrors,
  type TrainedModel,
  trainedModel,
  trainedModelSchema,
} from "./trained_model.ts";

const MODELS = ["LSTM", "BiLSTM", "linear interpolation"];

/** How far forecasts of one training moved, in standard deviations of the series. */
export interface CausalityRun extends JobRef {
  /** Seed of the training. */
  readonly seed: number;
  /** Number of forecasts. */
  readonly windows: number;
  /** Largest move when every value after the origin was changed. */
  readonly future: number;
  /** Largest move when the last value before the origin was changed by one standard deviation. */
  readonly presentLargest: number;
  /** Mean move of that control. */
  readonly presentMean: number;
}

/** One filling of gaps. */
export interface ImputationRun extends JobRef {
  /** Seed of the training; `null` for straight lines. */
  readonly seed: number | null;
  /** Errors over all missing values. */
  readonly test: TestErrors;
  /** MSE at each position of the gap, standardised. */
  readonly byPosition: readonly number[];
}

/** A way to fill gaps over its seeds. */
export interface Imputer {
  /** Name of the network, or `linear interpolation`. */
  readonly model: string;
  /** Trained values. */
  readonly parameters: number;
  /** Number of test windows. */
  readonly windows: number;
  /** Where the gap is, in steps of the window. */
  readonly gap: { readonly window: number; readonly from: number; readonly count: number };
  /** One entry a seed, ascending. */
  readonly runs: readonly ImputationRun[];
  /** Errors over the seeds. */
  readonly test: Readonly<Record<keyof TestErrors, Interval>>;
}

/** Q7-d as `results.json` holds it. */
export interface Direction {
  /** Canonical data set. */
  readonly dataset: string;
  /** Causality by model. */
  readonly causality: readonly { readonly model: string; readonly runs: readonly CausalityRun[] }[];
  /** BiLSTMs by read-out: at the last step (of Q7-a), and of both directions' final states. */
  readonly readouts: readonly TrainedModel[];
  /** Fillings of a gap. */
  readonly imputation: readonly Imputer[];
}

const ref = {
  job: z.string(),
  key: sha256Schema as z.ZodType<string>,
  weights: (sha256Schema as z.ZodType<string>).nullable(),
};
const gapSchema = z.strictObject({
  window: z.int().positive(),
  from: z.int().nonnegative(),
  count: z.int().positive(),
});
const interval = intervalSchema as z.ZodType<Interval>;

/** Form of `Direction` in `results.json`. */
export const directionSchema: Schema<Direction> = z.strictObject({
  dataset: z.string(),
  causality: z.array(z.strictObject({
    model: z.string(),
    runs: z.array(z.strictObject({
      ...ref,
      seed: z.int().nonnegative(),
      windows: z.int().positive(),
      future: z.number(),
      presentLargest: z.number(),
      presentMean: z.number(),
    })).min(1),
  })),
  readouts: z.array(trainedModelSchema as z.ZodType<TrainedModel>),
  imputation: z.array(z.strictObject({
    model: z.string(),
    parameters: z.int().nonnegative(),
    windows: z.int().positive(),
    gap: gapSchema,
    runs: z.array(z.strictObject({
      ...ref,
      seed: z.int().nonnegative().nullable(),
      test: errorsSchema as z.ZodType<TestErrors>,
      byPosition: z.array(z.number()),
    })).min(1),
    test: z.strictObject({ mse: interval, mae: interval, mseKw: interval, maeKw: interval }),
  })),
});

const configSchema = z.looseObject({ model: z.string(), seed: z.int().optional() });
const causalitySchema = z.looseObject({
  windows: z.int().positive(),
  futureChanged: z.looseObject({ largestMove: z.number() }),
  presentChanged: z.looseObject({ largestMove: z.number(), meanMove: z.number() }),
});
const fillingSchema = z.looseObject({
  parameters: z.int(),
  gap: gapSchema,
  test: z.looseObject({
    mse: z.number(),
    mae: z.number(),
    mseKw: z.number(),
    maeKw: z.number(),
    windows: z.int().positive(),
    byPosition: z.array(z.number()),
  }),
});

interface Named {
  readonly artefact: Artefact;
  readonly model: string;
  readonly seed: number | undefined;
}

/** Artefacts by model in the order of reports, seeds ascending. */
function byModel(artefacts: readonly Artefact[]): [string, Named[]][] {
  const named = artefacts.map((artefact): Named => {
    const what = `the configuration of job ${artefact.id}`;
    const { model, seed } = checked(artefact.config, configSchema, what);
    return { artefact, model, seed };
  }).sort((a, b) =>
    MODELS.indexOf(a.model) - MODELS.indexOf(b.model) || (a.seed ?? 0) - (b.seed ?? 0)
  );
  return [...Map.groupBy(named, ({ model }) => model)];
}

async function causalityRun({ artefact, seed }: Named): Promise<CausalityRun> {
  const file = await readJson(artefact, "causality.json", causalitySchema);
  return {
    ...jobRef(artefact),
    seed: seed ?? 0,
    windows: file.windows,
    future: file.futureChanged.largestMove,
    presentLargest: file.presentChanged.largestMove,
    presentMean: file.presentChanged.meanMove,
  };
}

async function imputer(model: string, group: readonly Named[]): Promise<Imputer> {
  const files = await Promise.all(
    group.map(({ artefact }) => readJson(artefact, "metrics.json", fillingSchema)),
  );
  const runs = files.map(({ test }, i): ImputationRun => {
    const { mse, mae, mseKw, maeKw, byPosition } = test, { artefact, seed } = group[i]!;
    return {
      ...jobRef(artefact),
      seed: seed ?? null,
      test: { mse, mae, mseKw, maeKw },
      byPosition,
    };
  });
  const over = (name: keyof TestErrors): Interval =>
    meanInterval(runs.map(({ test }) => test[name]));
  const { parameters, gap, test } = files[0]!;
  return {
    model,
    parameters,
    windows: test.windows,
    gap,
    runs,
    test: { mse: over("mse"), mae: over("mae"), mseKw: over("mseKw"), maeKw: over("maeKw") },
  };
}

/**
 * Gathers the jobs of Q7-d, and of all artefacts the BiLSTM of Q7-a, whose read-out at the last step is compared.
 * @throws CliError when an artefact is incomplete or targets differ
 */
export async function readDirection(
  artefacts: readonly Artefact[],
  all: readonly Artefact[],
): Promise<Direction> {
  const inPart = (part: string): Artefact[] =>
    artefacts.filter(({ id }) => id.startsWith(`Q7-d/${part}`));
  const causality: Direction["causality"][number][] = [];
  for (const [model, group] of byModel(inPart("causality/"))) {
    causality.push({ model, runs: await Promise.all(group.map(causalityRun)) });
  }
  const imputation: Imputer[] = [];
  for (const [model, group] of byModel(inPart("imputation/"))) {
    imputation.push(await imputer(model, group));
  }
  const lastStep = all.filter(({ experiment, config }) =>
    experiment === "Q7-a" && config["model"] === "BiLSTM"
  );
  const readouts = [];
  for (const group of [lastStep, inPart("final-state/")]) {
    if (group.length > 0) readouts.push(await Promise.all(group.map(readForecastRun)));
  }
  checkSameTargets(readouts.flat());
  return {
    dataset: commonDataset(artefacts),
    causality,
    readouts: readouts.map(trainedModel),
    imputation,
  };
}
