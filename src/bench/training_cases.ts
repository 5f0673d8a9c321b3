import type { ModelSpec } from "../nn/model_spec.ts";

/** One shape of training step: a model read at the last step, a batch, and a number of steps. */
export interface TrainingCase {
  /** Names it in tables. */
  readonly name: string;
  /** The network. */
  readonly spec: ModelSpec;
  /** Samples in a batch. */
  readonly batch: number;
  /** Time steps of a sample. */
  readonly steps: number;
}

function caseOf(
  name: string,
  recurrent: ModelSpec["recurrent"],
  batch: number,
  steps: number,
): TrainingCase {
  return { name, spec: { recurrent, readout: "last", outputs: 1 }, batch, steps };
}

const power = { inputs: 1, hidden: 64, layers: 2, bidirectional: false };

/** The study's forecasters (2 layers of 64 units, 60 steps) and a sentiment model's stack, each in batches of 64. */
export const TRAINING_CASES: readonly TrainingCase[] = [
  caseOf("SimpleRNN 2×64", { cell: "SimpleRNN", ...power }, 64, 60),
  caseOf("LSTM 2×64", { cell: "LSTM", ...power }, 64, 60),
  caseOf("GRU 2×64", { cell: "GRU", ...power }, 64, 60),
  caseOf("BiLSTM 2×64", { cell: "LSTM", ...power, bidirectional: true }, 64, 60),
  caseOf(
    "LSTM 100→128",
    { cell: "LSTM", inputs: 100, hidden: 128, layers: 1, bidirectional: false },
    64,
    200,
  ),
];
