/** Networks with made-up weights, samples for them, and a lane. */
import type { Lane } from "../../src/explorer/lanes.ts";
import { Network } from "../../src/explorer/network.ts";
import type { LoadSample, NetworkCard, ReviewSample } from "../../src/explorer/network_card.ts";
import { wordIds } from "../../src/explorer/step_input.ts";
import { readKernels } from "../../src/kernels/kernels_file.ts";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";

/** Words that the classifiers know. */
export const WORDS = ["the", "film", "was", "not", "good", "."] as const;
/** The same, as ids by word. */
export const IDS = wordIds(WORDS);
const SEED = 11;

/** A window of twelve minutes. */
export const LOAD: LoadSample = {
  kind: "load",
  id: "rise",
  title: "An abrupt rise",
  why: "It rises.",
  simulated: true,
  start: 1435,
  kilowatts: [0.2, 0.3, 0.2, 0.3, 0.2, 4.5, 4.2, 4.4, 1.1, 0.4, 0.3, 0.3],
  next: 0.25,
};

/** A review of six tokens, one of them unknown, another with marks of CSV in it. */
export const REVIEW: ReviewSample = {
  kind: "review",
  id: "negation",
  title: "A negation",
  why: "It denies.",
  simulated: true,
  sentiment: "neg",
  text: 'The film was not marvellous "',
};

/** A lane of a gate over three steps. */
export const GATE: Lane = {
  id: "f",
  symbol: "f",
  name: "forget gate",
  note: "",
  kind: "gate",
  unit: "",
  low: 0,
  high: 1,
  line: [0.2, 0.9, 0.4],
};

/** A forecaster over windows of twelve minutes. */
export function forecaster(
  cell: ModelSpec["recurrent"]["cell"],
  bidirectional = false,
): NetworkCard {
  const model = bidirectional ? `Bi${cell}` : cell;
  return {
    id: "0123456789ab",
    job: `Q7-a/${model}/seed-1`,
    model,
    spec: {
      recurrent: { cell, inputs: 1, hidden: 8, layers: 2, bidirectional },
      readout: "last",
      outputs: 1,
    },
    steps: LOAD.kilowatts.length,
    scaling: { mean: 1.1, standardDeviation: 1.05 },
  };
}

/** A classifier over sequences of ten tokens. */
export function classifier(padding: NonNullable<NetworkCard["padding"]>): NetworkCard {
  return {
    id: "ba9876543210",
    job: "Q6-A/length-10-pre/LSTM/seed-1",
    model: "LSTM",
    spec: {
      recurrent: { cell: "LSTM", inputs: 4, hidden: 8, layers: 1, bidirectional: false },
      embedding: { vocabulary: WORDS.length + 2, padding: 0 },
      readout: "last",
      outputs: 1,
    },
    steps: 10,
    padding,
  };
}

/** The network of a card, its weights from a seed. */
export async function networkOf({ spec }: NetworkCard): Promise<Network> {
  return await Network.load(await readKernels(), spec, initialWeights(spec, SEED));
}
