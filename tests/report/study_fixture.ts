/** Artefacts of a small, made-up run of the whole study. */
import type { Artefact } from "../../src/report/artefact.ts";
import type { DataLabel } from "../../src/report/part.ts";
import { artefacts, forecastArtefact } from "./fixture.ts";
import { patternArtefacts } from "./pattern_fixture.ts";
import { directionArtefacts, gateProbeArtefacts, probeArtefacts } from "./probe_fixture.ts";
import { reviewArtefacts } from "./review_fixture.ts";

/** Labels of the fixture's data sets. */
export const DATA_LABELS: Readonly<Record<string, DataLabel>> = {
  "simulated-household": "simulated",
  "simulated-reviews": "simulated",
};

const SEEDS = [1, 2, 3];

/** Q7-c: each model with each window; the SimpleRNN gets worse with it. */
export function windowArtefacts(seeds: readonly number[] = SEEDS): Artefact[] {
  return [30, 60, 120].flatMap((window) =>
    [
      { model: "SimpleRNN", noise: 0.2 + window / 400, parameters: 12_673 },
      { model: "LSTM", noise: 0.21, parameters: 50_497 },
      { model: "GRU", noise: 0.22, parameters: 37_889 },
      { model: "BiLSTM", noise: 0.2, parameters: 133_761 },
    ].flatMap((model) =>
      seeds.map((seed) =>
        forecastArtefact({
          ...model,
          seed,
          window,
          experiment: "Q7-c",
          part: `window-${window}/`,
        })
      )
    )
  );
}

/** Q7-e: the full LSTM and its variants. */
export function gateArtefacts(seeds: readonly number[] = SEEDS): Artefact[] {
  return [
    { model: "no forget gate", noise: 0.35, parameters: 37_889 },
    { model: "LSTM", noise: 0.21, parameters: 50_497 },
    { model: "forget gate only", noise: 0.25, parameters: 25_281 },
    { model: "no output gate", noise: 0.23, parameters: 37_889 },
    { model: "input gate only", noise: 0.4, parameters: 25_281 },
    { model: "no input gate", noise: 0.22, parameters: 37_889 },
  ].flatMap((model) =>
    seeds.map((seed) => forecastArtefact({ ...model, seed, experiment: "Q7-e" }))
  );
}

/** All parts of the study, in no special order. */
export function studyArtefacts(): Artefact[] {
  return [
    ...gateArtefacts(),
    ...artefacts(),
    ...windowArtefacts(),
    ...reviewArtefacts(),
    ...probeArtefacts(),
    ...gateProbeArtefacts(),
    ...directionArtefacts(),
    ...patternArtefacts(),
  ];
}
