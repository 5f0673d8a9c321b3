import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { readSafetensors, writeSafetensors } from "../../src/nn/safetensors.ts";
import { type ExportScore, type ExportScores, isFaithful } from "../../src/report/export_scores.ts";
import { rescore } from "../../src/reproduction/rescore.ts";
import { folderOf, JOBS, trained } from "./small_trainings.ts";

Deno.test("every kind of exported network agrees with the engine over its whole test part", async (t) => {
  await using run = await trained();
  const { result, dataPaths } = run;
  const options = { dataPaths };
  const scores = await rescore(result, options);

  await t.step("predictions and metrics keep the bounds", () => {
    assertEquals(scores.models.map(({ job }) => job), [
      "classifier post",
      "classifier pre",
      "classifier true-last",
      "forecaster",
      "imputer",
      "patterns",
    ]);
    for (const score of scores.models) assert(isFaithful(score), JSON.stringify(score));
    assertEquals(scores.models.map(({ metrics }) => Object.keys(metrics).join()), [
      ...Array(3).fill("loss,accuracy"),
      "mse,mae",
      "mse,mae",
      "loss,accuracy",
    ]);
    // Of the patterns, both parts.
    assertEquals(scores.models.map(({ samples }) => samples).slice(-1), [2 * 40]);
  });

  await t.step(
    "a model that was scored before is run again only on another runtime, as another file, or if it had left the bounds",
    async () => {
      const askedWith = async (known: ExportScores): Promise<string[]> => {
        const asked: string[] = [];
        const progress = (_done: number, _total: number, job: string) => void asked.push(job);
        assertEquals(await rescore(result, { ...options, known, progress }), scores);
        return asked;
      };
      const withFirst = (change: Partial<ExportScore>): ExportScores => {
        const [first, ...others] = scores.models;
        return { ...scores, models: [{ ...first!, ...change }, ...others] };
      };
      assertEquals(await askedWith(scores), []);
      assertEquals(await askedWith({ ...scores, models: scores.models.slice(1) }), [
        "classifier post",
      ]);
      assertEquals(await askedWith(withFirst({ file: "0".repeat(64) })), ["classifier post"]);
      assertEquals(await askedWith(withFirst({ largestDifference: 1 })), ["classifier post"]);
      assertEquals((await askedWith({ ...scores, runtime: "another" })).length, JOBS.length);
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

  await t.step("a model whose predictions are no numbers is named", async () => {
    const path = join(folderOf(result, "forecaster"), "weights.safetensors");
    const { tensors } = readSafetensors(await Deno.readFile(path));
    (tensors["fc.bias"]!.data as Float32Array)[0] = NaN;
    await Deno.writeFile(path, writeSafetensors(tensors));
    await assertRejects(() => rescore(result, options), CliError, "Cannot score forecaster");
  });
});
