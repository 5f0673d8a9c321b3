/** What is measured of jobs, in words and with units, by the names of `jobs.json`. */
import { fixed, grouped } from "../report/markdown.ts";

/** A metric on the test part. */
interface Metric {
  readonly title: string;
  text(value: number): string;
}

const decimals = (count: number) => (value: number): string => fixed(value, count);
const share = (value: number): string => `${fixed(100 * value, 2)}%`;

const METRICS: Readonly<Record<string, Metric>> = {
  mse: { title: "test MSE, standardised", text: decimals(6) },
  mae: { title: "test MAE, standardised", text: decimals(6) },
  mseKw: { title: "test MSE, kW²", text: decimals(4) },
  maeKw: { title: "test MAE, kW", text: decimals(4) },
  accuracy: { title: "test accuracy", text: share },
  loss: { title: "test cross-entropy", text: decimals(4) },
  windows: { title: "test windows", text: grouped },
  reviews: { title: "test reviews", text: grouped },
  "seen accuracy": { title: "accuracy, same places", text: share },
  "unseen accuracy": { title: "accuracy, other half", text: share },
  "longer accuracy": { title: "accuracy, twice as long", text: share },
  "seen loss": { title: "cross-entropy, same places", text: decimals(4) },
  "unseen loss": { title: "cross-entropy, other half", text: decimals(4) },
  "longer loss": { title: "cross-entropy, twice as long", text: decimals(4) },
};
const NAMES = Object.keys(METRICS);

function rank(name: string): number {
  const place = NAMES.indexOf(name);
  return place === -1 ? NAMES.length : place;
}

/** Names of metrics in the order in which they are shown. */
export function metricOrder(names: Iterable<string>): string[] {
  return [...new Set(names)].sort((a, b) => rank(a) - rank(b));
}

/** A metric's name and unit for people. */
export function metricTitle(name: string): string {
  return METRICS[name]?.title ?? name;
}

/** A metric's value for people. */
export function metricText(name: string, value: number): string {
  return METRICS[name]?.text(value) ?? fixed(value, 6);
}

/** A picture of what was measured after each epoch. */
export interface CurvePicture {
  /** Its title. */
  readonly title: string;
  /** Name and unit of the vertical axis. */
  readonly axis: string;
  /** Name of its validation curve in `jobs.json`. */
  readonly validation: string;
  /** Name of the training curve of the same unit, if there is one. */
  readonly training?: string;
}

const TRAINING = "trainingLoss";

/** Pictures of curves; one is shown where a run has its validation curve. */
export const CURVE_PICTURES: readonly CurvePicture[] = [
  {
    title: "Mean squared error after each epoch",
    axis: "MSE, standardised",
    validation: "validationMse",
    training: TRAINING,
  },
  {
    title: "Mean absolute error after each epoch",
    axis: "MAE, standardised",
    validation: "validationMae",
  },
  {
    title: "Cross-entropy after each epoch",
    axis: "cross-entropy",
    validation: "validationLoss",
    training: TRAINING,
  },
  {
    title: "Accuracy after each epoch",
    axis: "share classified rightly",
    validation: "validationAccuracy",
  },
];

/** The pictures of runs whose curves are given. */
export function picturesOf(
  all: readonly Readonly<Record<string, readonly number[]>>[],
): readonly CurvePicture[] {
  return CURVE_PICTURES.filter(({ validation }) => all.some((of) => of[validation] !== undefined));
}
