/** The published jobs as one list, whatever their profile and their part of the study. */
import type { JsonObject } from "../core/canonical_json.ts";
import { medianSecondsPerEpoch } from "../report/timings.ts";
import type { ProfileReport } from "./report_library.ts";

/** One job: a trained network of one seed, a baseline, or a probe of a trained network. */
export interface Run {
  /** The first digits of its key: names it in addresses. */
  readonly id: string;
  /** The profile that it belongs to. */
  readonly profile: string;
  /** Whether what it read was made by the project's own simulators, or by itself. */
  readonly simulated: boolean;
  /** The part of the study that asked for it first. */
  readonly experiment: string;
  /** All parts that ask for it. */
  readonly parts: readonly string[];
  /** The job's name. */
  readonly job: string;
  /** Names under which other parts of the study ask for the same job. */
  readonly aliases: readonly string[];
  /** Its key. */
  readonly key: string;
  /** The network or the baseline. */
  readonly model: string;
  /** The seed; `null` for a baseline. */
  readonly seed: number | null;
  /** What it was told. */
  readonly config: JsonObject;
  /** Sha256 of each data set that it read, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** Number of trained parameters; `null` for a probe. */
  readonly parameters: number | null;
  /** Metrics on the test part, by the names of `metrics.ts`; none for a probe. */
  readonly test: Readonly<Record<string, number>>;
  /** What was measured after each epoch, by the names of `metrics.ts`. */
  readonly curves: Readonly<Record<string, readonly number[]>>;
  /** Epoch of the lowest validation loss, from 1; `null` where there are no epochs. */
  readonly bestEpoch: number | null;
  /** Median over the epochs; `null` where none was timed. */
  readonly secondsPerEpoch: number | null;
}

/** Digits of the key that an address holds. */
const ID_DIGITS = 12;

/** A job's name in addresses, by its key. */
export function runId(key: string): string {
  return key.slice(0, ID_DIGITS);
}

function runsOfReport({ profile, results, jobs, timings }: ProfileReport): Run[] {
  const isSimulated = (names: readonly string[]): boolean =>
    names.length === 0 ||
    names.some((name) => results.provenance.data[name]?.label === "simulated");
  const byKey = Map.groupBy(Object.entries(jobs.jobs), ([, { key }]) => key);
  return [...byKey].map(([key, named]): Run => {
    const [[job, record], ...others] = named as [(typeof named)[number], ...typeof named];
    const { experiment, config, data, parameters, bestEpoch, test, curves } = record;
    const { model, seed } = config;
    return {
      id: runId(key),
      profile,
      simulated: isSimulated(Object.keys(data)),
      experiment,
      parts: [...new Set(named.map(([, { experiment }]) => experiment))],
      job,
      aliases: others.map(([name]) => name),
      key,
      model: String(model),
      // A baseline without chance is told a seed too where all jobs of its kind are.
      seed: typeof seed === "number" && /\/seed-\d+$/.test(job) ? seed : null,
      config,
      data,
      parameters,
      test,
      curves,
      bestEpoch,
      secondsPerEpoch: medianSecondsPerEpoch(timings, [job]),
    };
  });
}

/** The jobs of reports, in the order of the reports; a job that several parts ask for is there once. */
export function runsOf(reports: readonly ProfileReport[]): Run[] {
  return reports.flatMap(runsOfReport);
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
  { name: "mse", title: "test MSE", of: ({ test }) => test["mse"] ?? null },
  { name: "mae", title: "test MAE", of: ({ test }) => test["mae"] ?? null },
  { name: "accuracy", title: "test accuracy", of: ({ test }) => test["accuracy"] ?? null },
  { name: "parameters", title: "parameters", of: ({ parameters }) => parameters },
  { name: "epoch", title: "best epoch", of: ({ bestEpoch }) => bestEpoch },
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
