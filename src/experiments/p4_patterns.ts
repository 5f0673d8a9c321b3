/**
 * One question of the discussion in P3–P5 that can be tried: does a perceptron generalise over position and length as a recurrent
 * network does? Networks of about a thousand parameters each learn two patterns in the first half of a sequence.
 */
import type { JsonObject } from "../core/canonical_json.ts";
import type { JobSpec } from "../core/job.ts";
import type { Cell } from "../kernels/recurrent_spec.ts";
import type { AnyModelSpec } from "../nn/model.ts";
import type { PatternTraining } from "./pattern_training.ts";

const STEPS = 24;
const SEEDS = [1, 2, 3, 4, 5];
const SIZES = { train: 2000, validation: 500, test: 2000 };

function recurrent(cell: Cell, hidden: number): AnyModelSpec {
  return {
    recurrent: { cell, inputs: 1, hidden, layers: 1, bidirectional: false },
    readout: "last",
    outputs: 1,
  };
}

/** Widths chosen so that all have 1,000 to 1,100 parameters. */
const NETWORKS: Readonly<Record<string, AnyModelSpec>> = {
  MLP: { widths: [STEPS, 40, 1] },
  SimpleRNN: recurrent("SimpleRNN", 30),
  GRU: recurrent("GRU", 17),
};

/** Each network with each seed; the same jobs in every profile, since they cost seconds. */
export function patternJobs(): JobSpec[] {
  const experiment = "P4";
  return Object.entries(NETWORKS).flatMap(([model, spec]) =>
    SEEDS.map((seed): JobSpec => {
      const config: PatternTraining = {
        model,
        seed,
        steps: STEPS,
        sizes: SIZES,
        spec,
        training: { epochs: 30, batchSize: 32, learningRate: 0.005, loss: "binaryCrossEntropy" },
      };
      return {
        id: `${experiment}/${model}/seed-${seed}`,
        experiment,
        kind: "pattern-training",
        config: config as unknown as JsonObject,
        data: [],
        needs: [],
        cost: 1e6,
      };
    })
  );
}
