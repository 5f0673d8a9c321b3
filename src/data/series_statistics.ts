/**
 * What characterises a series of household power, for the real one and for a simulated one alike: the two can be laid side by
 * side. Sums run in f64 and in the order of time.
 */
import { fitScaling } from "./scaling.ts";

const DAY_MINUTES = 1440;
/** Lags in minutes: up to an hour, a day, a week. */
const LAGS = [1, 5, 15, 60, 1440, 10080] as const;
/** In per cent. */
const QUANTILES = [1, 5, 25, 50, 75, 95, 99] as const;

/** A statistic at one place: a lag, a quantile. */
export interface StatisticAt {
  /** A lag in minutes, or a share in per cent. */
  readonly at: number;
  /** The statistic there; NaN when the series is too short or too gappy for it. */
  readonly value: number;
}

/** Statistics of a series. Powers are in kW; missing values take no part in any but the counts. */
export interface SeriesStatistics {
  /** Length of the series. */
  readonly minutes: number;
  /** Missing values, and the runs that they form. */
  readonly missing: { readonly minutes: number; readonly gaps: number; readonly longest: number };
  /** Mean power. */
  readonly mean: number;
  /** Population standard deviation. */
  readonly standardDeviation: number;
  /** Third standardised moment: above 0 for a heavy right tail. */
  readonly skewness: number;
  /** Highest power. */
  readonly maximum: number;
  /** Quantiles (nearest rank) at 1, 5, 25, 50, 75, 95 and 99%. */
  readonly quantiles: readonly StatisticAt[];
  /** Autocorrelation at 1, 5, 15 and 60 minutes, a day and a week, over the pairs of which both values are present. */
  readonly autocorrelation: readonly StatisticAt[];
  /** Error of forecasting each value by the one before, on values standardised over the whole series. */
  readonly persistence: {
    readonly meanSquaredError: number;
    readonly meanAbsoluteError: number;
  };
  /** [24]: mean power by hour of the day; the series begins at midnight. */
  readonly dailyProfile: readonly number[];
  /** [7]: mean power by day of the week, Monday first; the series begins on a Monday. */
  readonly weeklyProfile: readonly number[];
}

/**
 * Computes the statistics of a series that begins at midnight on a Monday, as the real and the simulated one both do.
 * @throws RangeError when no value is present or all are equal
 */
export function seriesStatistics(series: Float32Array): SeriesStatistics {
  const { mean, standardDeviation } = fitScaling(series);
  const present = series.filter((value) => !Number.isNaN(value)).sort();
  let cubes = 0;
  for (const value of present) {
    const z = (value - mean) / standardDeviation;
    cubes += z * z * z;
  }
  return {
    minutes: series.length,
    missing: countGaps(series),
    mean,
    standardDeviation,
    skewness: cubes / present.length,
    maximum: present[present.length - 1]!,
    quantiles: QUANTILES.map((at) => ({
      at,
      value: present[Math.max(0, Math.ceil(present.length * at / 100) - 1)]!,
    })),
    autocorrelation: LAGS.map((at) => ({
      at,
      value: meanOfPairs(series, at, (a, b) => (a - mean) * (b - mean)) /
        (standardDeviation * standardDeviation),
    })),
    persistence: {
      meanSquaredError: meanOfPairs(series, 1, (a, b) => (a - b) * (a - b)) /
        (standardDeviation * standardDeviation),
      meanAbsoluteError: meanOfPairs(series, 1, (a, b) => Math.abs(a - b)) / standardDeviation,
    },
    dailyProfile: profile(series, 24, (minute) => Math.floor(minute / 60) % 24),
    weeklyProfile: profile(series, 7, (minute) => Math.floor(minute / DAY_MINUTES) % 7),
  };
}

function countGaps(series: Float32Array): SeriesStatistics["missing"] {
  let minutes = 0, gaps = 0, longest = 0, run = 0;
  for (const value of series) {
    run = Number.isNaN(value) ? run + 1 : 0;
    if (run > 0) minutes++;
    if (run === 1) gaps++;
    longest = Math.max(longest, run);
  }
  return { minutes, gaps, longest };
}

/** Mean of `of(earlier, later)` over the pairs `lag` apart of which both values are present. */
function meanOfPairs(
  series: Float32Array,
  lag: number,
  of: (earlier: number, later: number) => number,
): number {
  let sum = 0, count = 0;
  for (let i = lag; i < series.length; i++) {
    const term = of(series[i - lag]!, series[i]!);
    if (Number.isNaN(term)) continue;
    sum += term;
    count++;
  }
  return sum / count;
}

/** Mean of the present values by a class of their minute. */
function profile(
  series: Float32Array,
  classes: number,
  classOf: (minute: number) => number,
): number[] {
  const sums = new Array<number>(classes).fill(0), counts = new Array<number>(classes).fill(0);
  series.forEach((value, minute) => {
    if (Number.isNaN(value)) return;
    sums[classOf(minute)]! += value;
    counts[classOf(minute)]! += 1;
  });
  return sums.map((sum, i) => sum / counts[i]!);
}
