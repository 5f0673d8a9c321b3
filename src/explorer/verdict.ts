/** What a network says of a sample, in the units of people, and how wrong it is. */
import type { NetworkCard, Sample } from "./network_card.ts";

/** A standardised output in kW. */
export function kilowattsOf(output: number, { scaling }: NetworkCard): number {
  return output * scaling!.standardDeviation + scaling!.mean;
}

/** The chance that a logit stands for: the logistic function. */
export function chanceOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/**
 * ∂L/∂ŷ for the truth that belongs to a sample: 2(ŷ − y) for the squared error of a standardised load, σ(ŷ) − y for the
 * cross-entropy of a logit.
 */
export function lossSlope(output: number, sample: Sample, { scaling }: NetworkCard): number {
  if (sample.kind === "review") return chanceOf(output) - Number(sample.sentiment === "pos");
  const { mean, standardDeviation } = scaling!;
  return 2 * (output - (sample.next - mean) / standardDeviation);
}
