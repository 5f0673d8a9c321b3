/** What a page is told of the networks and samples that it may show; all of it survives JSON. */
import type { ModelSpec } from "../nn/model_spec.ts";

/** A network. */
export interface NetworkCard {
  /** The first digits of its job's key; names it in addresses. */
  readonly id: string;
  /** Its job: `Q7-a/LSTM/seed-1`. */
  readonly job: string;
  /** What it is called in the study: `BiLSTM`. */
  readonly model: string;
  /** What it is. */
  readonly spec: ModelSpec;
  /** Steps of a sample. */
  readonly steps: number;
  /** Present for a forecaster: standardised = (kW − mean) / standardDeviation, both in kW. */
  readonly scaling?: { readonly mean: number; readonly standardDeviation: number };
  /** Present for a classifier: where padding stands. */
  readonly padding?: Padding;
}

/** Where a review shorter than the sequence stands, and which state is read; see `PADDING_MODES` of the data room. */
export type Padding = "post" | "pre" | "true-last";

/** A window of load. */
export interface LoadSample {
  /** What kind of sample this is. */
  readonly kind: "load";
  /** Its name in addresses. */
  readonly id: string;
  /** In a few words. */
  readonly title: string;
  /** What it tells, in a sentence. */
  readonly why: string;
  /** Whether it was made by the project's own simulator. */
  readonly simulated: boolean;
  /** Minute of its series at which it begins; the series begins at midnight. */
  readonly start: number;
  /** In kW, one a minute, oldest first. */
  readonly kilowatts: readonly number[];
  /** The load of the next minute, in kW. */
  readonly next: number;
}

/** A review; none is real. */
export interface ReviewSample {
  /** What kind of sample this is. */
  readonly kind: "review";
  /** Its name in addresses. */
  readonly id: string;
  /** In a few words. */
  readonly title: string;
  /** What it tells, in a sentence. */
  readonly why: string;
  /** Always. */
  readonly simulated: true;
  /** What it means to say. */
  readonly sentiment: "pos" | "neg";
  /** The review. */
  readonly text: string;
}

/** Something to read. */
export type Sample = LoadSample | ReviewSample;

/** Which kind of sample a network reads. */
export function sampleKindOf({ spec }: NetworkCard): Sample["kind"] {
  return spec.embedding === undefined ? "load" : "review";
}
