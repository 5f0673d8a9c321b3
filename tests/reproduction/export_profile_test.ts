import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { basename, join } from "node:path";
import { drawReviews, type ReviewSettings } from "../../src/experiments/sentiment_task.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";
import { modelSlug } from "../../src/onnx/export_job.ts";
import { ExportedModel } from "../../src/onnx/exported_model.ts";
import { readVocabulary } from "../../src/onnx/vocabulary_file.ts";
import { exportProfile, type NamedJob } from "../../src/reproduction/export_profile.ts";
import { judgeReview } from "../../src/reproduction/judge_review.ts";
import { folderOf, trained } from "./small_trainings.ts";

Deno.test("a folder of exported models judges texts as the engine did, whatever the padding", async (t) => {
  await using run = await trained();
  const { result, dataPaths, cache } = run;
  const jobs = result.jobs.flatMap((job): NamedJob[] =>
    job.state === "done" ? [[job.id, job.stored]] : []
  );
  const folder = join(cache, "models"), options = { folder, data: { cache } };
  const files = await exportProfile(jobs, options);

  await t.step("each network is four files, each vocabulary one", async () => {
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    const vocabularies = names.filter((name) => name.startsWith("vocabulary-"));
    assertEquals([names.length, vocabularies.length], [4 * jobs.length + 1, 1]);
    assertEquals(files.length, 4 * jobs.length);
  });

  await t.step("a second export changes nothing", async () => {
    assertEquals(await exportProfile(jobs, options), files);
  });

  await t.step("what is not wanted is not written", async () => {
    const some = join(cache, "some");
    const written = await exportProfile(jobs, {
      ...options,
      folder: some,
      varietiesOf: (name) => (name === "forecaster" ? ["plain"] : []),
    });
    assertEquals(written.map(({ path }) => basename(path)), ["forecaster.onnx", "forecaster.md"]);
    assertEquals((await Array.fromAsync(Deno.readDir(some))).length, 2);
  });

  for (const padding of ["post", "pre", "true-last"]) {
    await t.step(`${padding}: the logit of each test review is the job's within 1e-5`, async () => {
      const id = `classifier ${padding}`, path = join(folder, `${modelSlug(id)}.onnx`);
      const [, stored] = jobs.find(([name]) => name === id)!;
      const { reviews } = stored.manifest.config as unknown as { reviews: ReviewSettings };
      const { test } = await drawReviews(dataPaths["simulated-reviews"]!, reviews);
      const predictions = join(folderOf(result, id), "predictions.safetensors");
      const logits = readSafetensors(await Deno.readFile(predictions)).tensors["logit"]!.data;
      const model = await ExportedModel.open(path);
      const words = await readVocabulary(path, model.metadata);
      let shorter = 0;
      for (const [i, { text }] of test.entries()) {
        const { logit, tokens } = await judgeReview(model, words, text);
        assertAlmostEquals(logit, Number(logits[i]), 1e-5);
        shorter += Number(tokens.length < reviews.length);
      }
      await model.release();
      assert(shorter > 0, "no review is padded");
    });
  }
});
