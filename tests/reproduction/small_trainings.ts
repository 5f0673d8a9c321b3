/** One small training of each kind that can be exported, run for tests. */
import { assert } from "@std/assert";
import { join } from "node:path";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import { ENGINE_VERSION } from "../../src/core/engine_version.ts";
import type { JobSpec } from "../../src/core/job.ts";
import { openCanonical } from "../../src/data/canonical.ts";
import { kernelHash } from "../../src/kernels/kernels_file.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import type { RunResult } from "../../src/pipeline/run_result.ts";

const RUNNER = new URL("../../src/experiments/runner.ts", import.meta.url);
const stack = { inputs: 1, hidden: 8, layers: 1, bidirectional: false };
const training = { epochs: 1, batchSize: 32, learningRate: 0.01 };

function job(
  id: string,
  kind: string,
  data: readonly string[],
  config: Record<string, unknown>,
): JobSpec {
  return {
    id,
    experiment: "x",
    kind,
    config: config as JsonObject,
    data,
    needs: [],
    cost: 1,
  };
}

/** One small training of each kind that can be exported. */
export const JOBS: readonly JobSpec[] = [
  job("forecaster", "forecast-training", ["simulated-household"], {
    model: "GRU",
    seed: 1,
    window: 12,
    spec: { recurrent: { cell: "GRU", ...stack }, readout: "last", outputs: 1 },
    training: { ...training, samplesPerEpoch: 256, loss: "meanSquaredError" },
    validationStride: 200,
    testStride: 100,
  }),
  job("imputer", "imputation-training", ["simulated-household"], {
    model: "LSTM",
    seed: 1,
    window: 12,
    gap: { from: 4, count: 3 },
    testStride: 100,
    validationStride: 200,
    spec: {
      recurrent: { cell: "LSTM", ...stack, inputs: 2, bidirectional: true },
      readout: "sequence",
      readSteps: { from: 4, count: 3 },
      outputs: 1,
    },
    training: { ...training, samplesPerEpoch: 256, loss: "meanSquaredError" },
  }),
  ...(["post", "pre", "true-last"] as const).map((padding) =>
    job(`classifier ${padding}`, "sentiment-training", ["simulated-reviews"], {
      model: "LSTM",
      seed: 1,
      reviews: {
        length: 200,
        padding,
        vocabularySize: 100,
        subset: { seed: 1, train: 100, validation: 20, test: 40 },
      },
      spec: {
        recurrent: { cell: "LSTM", ...stack, inputs: 8 },
        readout: "last",
        outputs: 1,
        embedding: { vocabulary: 100, padding: 0 },
      },
      training: { ...training, loss: "binaryCrossEntropy" },
    })
  ),
  job("patterns", "pattern-training", [], {
    model: "GRU",
    seed: 1,
    steps: 12,
    sizes: { train: 100, validation: 20, test: 40 },
    spec: { recurrent: { cell: "GRU", ...stack }, readout: "last", outputs: 1 },
    training: { ...training, loss: "binaryCrossEntropy" },
  }),
];

/** Runs the trainings in a folder that is removed at the end of the scope. */
export async function trained(): Promise<
  AsyncDisposable & { result: RunResult; dataPaths: Record<string, string>; cache: string }
> {
  const store = await Deno.makeTempDir({ prefix: "unroll-rescore-" });
  const dataPaths: Record<string, string> = {};
  const cache = join(store, "cache");
  for (const name of ["simulated-household", "simulated-reviews"]) {
    dataPaths[name] = (await openCanonical(name, { cache })).path;
  }
  const result = await runPlan({
    jobs: JOBS,
    dataPaths,
    store: join(store, "store"),
    workers: 1,
    runner: RUNNER,
    kernelHash: await kernelHash(),
    engineVersion: ENGINE_VERSION,
  });
  return {
    result,
    dataPaths,
    cache,
    [Symbol.asyncDispose]: () => Deno.remove(store, { recursive: true }),
  };
}

/** A finished job's folder in the store. */
export function folderOf({ jobs }: RunResult, id: string): string {
  const found = jobs.find((job) => job.id === id);
  assert(found?.state === "done");
  return found.stored.folder;
}
