import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import type { JsonObject } from "../../src/core/canonical_json.ts";
import { ENGINE_VERSION } from "../../src/core/engine_version.ts";
import type { JobSpec } from "../../src/core/job.ts";
import { openCanonical } from "../../src/data/canonical.ts";
import { kernelHash } from "../../src/kernels/kernels_file.ts";
import { readSafetensors, writeSafetensors } from "../../src/nn/safetensors.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import type { RunResult } from "../../src/pipeline/run_result.ts";
import { isFaithful } from "../../src/report/export_scores.ts";
import { rescore } from "../../src/reproduction/rescore.ts";

const RUNNER = new URL("../../src/experiments/runner.ts", import.meta.url);
const stack = { inputs: 1, hidden: 8, layers: 1, bidirectional: false };
const training = { epochs: 1, batchSize: 32, learningRate: 0.01 };

function job(id: string, kind: string, data: string, config: Record<string, unknown>): JobSpec {
  return {
    id,
    experiment: "x",
    kind,
    config: config as JsonObject,
    data: [data],
    needs: [],
    cost: 1,
  };
}

/** One small training of each kind that can be exported. */
const JOBS: readonly JobSpec[] = [
  job("forecaster", "forecast-training", "simulated-household", {
    model: "GRU",
    seed: 1,
    window: 12,
    spec: { recurrent: { cell: "GRU", ...stack }, readout: "last", outputs: 1 },
    training: { ...training, samplesPerEpoch: 256, loss: "meanSquaredError" },
    validationStride: 200,
    testStride: 100,
  }),
  job("imputer", "imputation-training", "simulated-household", {
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
  ...(["post", "true-last"] as const).map((padding) =>
    job(`classifier ${padding}`, "sentiment-training", "simulated-reviews", {
      model: "LSTM",
      seed: 1,
      reviews: {
        length: 60,
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
];

/** Runs the trainings in a folder that is removed at the end of the scope. */
async function trained(): Promise<
  AsyncDisposable & { result: RunResult; dataPaths: Record<string, string> }
> {
  const store = await Deno.makeTempDir({ prefix: "unroll-rescore-" });
  const dataPaths: Record<string, string> = {};
  for (const name of ["simulated-household", "simulated-reviews"]) {
    dataPaths[name] = (await openCanonical(name, { cache: join(store, "cache") })).path;
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
    [Symbol.asyncDispose]: () => Deno.remove(store, { recursive: true }),
  };
}

function folderOf({ jobs }: RunResult, id: string): string {
  const found = jobs.find((job) => job.id === id);
  assert(found?.state === "done");
  return found.stored.folder;
}

Deno.test("every kind of exported network agrees with the engine over its whole test part", async (t) => {
  await using run = await trained();
  const { result, dataPaths } = run;
  const options = { dataPaths, threads: 1 };
  const scores = await rescore(result, options);

  await t.step("predictions and metrics keep the bounds", () => {
    assertEquals(scores.models.map(({ job }) => job), [
      "classifier post",
      "classifier true-last",
      "forecaster",
      "imputer",
    ]);
    for (const score of scores.models) assert(isFaithful(score), JSON.stringify(score));
    assertEquals(scores.models.map(({ metrics }) => Object.keys(metrics).join()), [
      "loss,accuracy",
      "loss,accuracy",
      "mse,mae",
      "mse,mae",
    ]);
  });

  await t.step(
    "a model that was scored before is not run again, on the same runtime alone",
    async () => {
      const asked: string[] = [];
      const progress = (_done: number, _total: number, job: string) => void asked.push(job);
      const known = { ...scores, models: scores.models.slice(0, 3) };
      assertEquals(await rescore(result, { ...options, known, progress }), scores);
      assertEquals(asked, ["imputer"]);
      await rescore(result, { ...options, known: { ...known, runtime: "another" }, progress });
      assertEquals(asked.length, 1 + JOBS.length);
    },
  );

  await t.step("an interruption keeps what was scored", async () => {
    const saved: number[] = [];
    const stop = new AbortController();
    const save = (scores: { models: readonly unknown[] }) => {
      saved.push(scores.models.length);
      if (saved.length === 2) stop.abort(new Error("stopped"));
      return Promise.resolve();
    };
    await assertRejects(
      () => rescore(result, { ...options, save, signal: stop.signal }),
      Error,
      "stopped",
    );
    assertEquals(saved, [1, 2]);
  });

  await t.step("predictions that are not the model's show, by job", async () => {
    const path = join(folderOf(result, "forecaster"), "predictions.safetensors");
    const { tensors } = readSafetensors(await Deno.readFile(path));
    (tensors["prediction"]!.data as Float32Array)[5]! += 2e-5;
    await Deno.writeFile(path, writeSafetensors(tensors));
    const { models } = await rescore(result, options);
    assertEquals(models.filter((model) => !isFaithful(model)).map(({ job }) => job), [
      "forecaster",
    ]);
  });

  await t.step("metrics that are not the model's show, by job", async () => {
    const path = join(folderOf(result, "imputer"), "metrics.json");
    const metrics = JSON.parse(await Deno.readTextFile(path));
    metrics.test.mse *= 1.0001;
    await Deno.writeTextFile(path, JSON.stringify(metrics));
    const { models } = await rescore(result, options);
    assert(!isFaithful(models.find(({ job }) => job === "imputer")!));
  });
});
