/** The published jobs as one list, whatever their profile. */
import type { ForecastComparison } from "../report/forecast_comparison.ts";
import { medianSecondsPerEpoch } from "../report/timings.ts";
import type { ProfileReport } from "./report_library.ts";

/** One job: a trained network of one seed, or a baseline. */
export interface Run {
  /** The first digits of its key: names it in addresses. */
  readonly id: string;
  /** The profile that it belongs to. */
  readonly profile: string;
  /** Whether its series was made by the project's own simulator. */
  readonly simulated: boolean;
  /** The part of the study. */
  readonly experiment: string;
  /** The job's name. */
  readonly job: string;
  /** Its key. */
  readonly key: string;
  /** The forecaster. */
  readonly model: string;
  /** The seed; `null` for a baseline. */
  readonly seed: number | null;
  /** Number of trained parameters. */
  readonly parameters: number;
  /** Errors on the test part. */
  readonly test: ForecastComparison["baselines"][number]["test"];
  /** Validation MSE after each epoch, standardised; empty for a baseline. */
  readonly validation: readonly number[];
  /** Epoch of the lowest validation loss, from 1; `null` for a baseline. */
  readonly convergenceEpoch: number | null;
  /** Median over the epochs; `null` where none was timed. */
  readonly secondsPerEpoch: number | null;
}

/** Digits of the key that an address holds. */
const ID_DIGITS = 12;

function forecastRuns(
  { profile, simulated, timings }: ProfileReport,
  { models, baselines }: ForecastComparison,
): Run[] {
  const common = { profile, simulated, experiment: "Q7-a" };
  const id = (key: string): string => key.slice(0, ID_DIGITS);
  return [
    ...models.flatMap(({ model, parameters, runs }) =>
      runs.map(({ seed, job, key, test, validation, convergenceEpoch }): Run => ({
        ...common,
        id: id(key),
        job,
        key,
        model,
        seed,
        parameters,
        test,
        validation,
        convergenceEpoch,
        secondsPerEpoch: medianSecondsPerEpoch(timings, [job]),
      }))
    ),
    ...baselines.map(({ model, job, key, parameters, test }): Run => ({
      ...common,
      id: id(key),
      job,
      key,
      model,
      seed: null,
      parameters,
      test,
      validation: [],
      convergenceEpoch: null,
      secondsPerEpoch: null,
    })),
  ];
}

/** The jobs of reports, in the order of the reports. */
export function runsOf(reports: readonly ProfileReport[]): Run[] {
  return reports.flatMap((report) => {
    const comparison = report.results.experiments["Q7-a"];
    return comparison === undefined ? [] : forecastRuns(report, comparison);
  });
}

/** A column that the list can be sorted by. */
export interface RunOrder {
  /** Its name in addresses. */
  readonly name: string;
  /** Its name for people. */
  readonly title: string;
  /** The value; `null` goes last in both directions. */
  of(run: Run): string | number | null;
}

/** The columns. */
export const RUN_ORDERS: readonly RunOrder[] = [
  { name: "job", title: "job", of: ({ job }) => job },
  { name: "profile", title: "profile", of: ({ profile }) => profile },
  { name: "model", title: "model", of: ({ model }) => model },
  { name: "seed", title: "seed", of: ({ seed }) => seed },
  { name: "mse", title: "test MSE", of: ({ test }) => test.mse },
  { name: "mae", title: "test MAE", of: ({ test }) => test.mae },
  { name: "parameters", title: "parameters", of: ({ parameters }) => parameters },
  { name: "epoch", title: "convergence epoch", of: ({ convergenceEpoch }) => convergenceEpoch },
  { name: "time", title: "s/epoch", of: ({ secondsPerEpoch }) => secondsPerEpoch },
];

/** Runs sorted by a column; equal ones keep their order. */
export function sortedRuns(runs: readonly Run[], order: RunOrder, descending: boolean): Run[] {
  return [...runs].sort((a, b) => {
    const x = order.of(a), y = order.of(b);
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const ascending = x < y ? -1 : x > y ? 1 : 0;
    return descending ? -ascending : ascending;
  });
}

/** A run's name for people: `LSTM, seed 2`. */
export function runName({ model, seed }: Run): string {
  return seed === null ? model : `${model}, seed ${seed}`;
}
