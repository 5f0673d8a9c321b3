/** The models in the repository against the published runs that they come from. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { sha256 } from "../../src/core/sha256.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { weightValues } from "../../src/nn/model.ts";
import { readSafetensors } from "../../src/nn/safetensors.ts";
import { isExportable, modelSlug } from "../../src/onnx/export_job.ts";
import { exportModel } from "../../src/onnx/export_model.ts";
import { explainPath } from "../../src/onnx/exported_model.ts";
import { readModelFile } from "../../src/onnx/model_file.ts";
import { readVocabulary, vocabularyName } from "../../src/onnx/vocabulary_file.ts";
import { readReference } from "../../src/pipeline/reference.ts";
import { keptVarieties } from "../../src/reproduction/export_profile.ts";
import { planProfile } from "../../src/reproduction/profile_plan.ts";
import { exportScoresIn } from "../../src/reproduction/report_folder.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const ENDINGS = { plain: ".onnx", explain: ".explain.onnx", safetensors: ".safetensors" };

for (const profile of Object.values(PROFILES)) {
  const folder = `${ROOT}models/${profile.name}`, reports = `${ROOT}reports/${profile.name}`;
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
  const plain = names.filter((name) => name.endsWith(".onnx") && !name.endsWith(".explain.onnx"));

  Deno.test(`models/${profile.name} holds what is kept, and nothing else`, async () => {
    const { jobs } = await planProfile(profile);
    const models = jobs.filter(isExportable).map(({ specs }) => specs[0].id)
      .map((id) => ({ stem: modelSlug(id), varieties: keptVarieties(profile.name, id) }))
      .filter(({ varieties }) => varieties.length > 0);
    const expected = models.flatMap(({ stem, varieties }) => [
      `${stem}.md`,
      ...varieties.map((variety) => stem + ENDINGS[variety]),
    ]);
    for (const name of plain) {
      const { metadata } = await readModelFile(`${folder}/${name}`);
      if (metadata.vocabulary) expected.push(vocabularyName(metadata.vocabulary));
    }
    assertEquals(names, [...new Set(expected)].sort());
  });

  Deno.test(`each model of ${profile.name} is the file that the published run has scored, from its weights`, async () => {
    const scores = await exportScoresIn(reports);
    const { jobs } = await readReference(`${reports}/reference.json`);
    for (const name of plain) {
      const { bytes, metadata } = await readModelFile(`${folder}/${name}`);
      const score = scores!.models.find(({ key }) => key === metadata.job);
      assertEquals([score?.job, score?.file], [metadata.name, sha256(bytes)], name);
      const job = jobs[metadata.name];
      assertEquals([job?.key, job?.outputs["weights.safetensors"]], [
        metadata.job,
        metadata.weights,
      ], name);
      if (metadata.vocabulary) await readVocabulary(`${folder}/${name}`, metadata);
    }
  });

  Deno.test(`the weights kept beside models of ${profile.name} export to the same bytes again`, async () => {
    const kept = names.filter((name) => name.endsWith(".safetensors"));
    assert(kept.length > 0);
    for (const name of kept) {
      const stored = await Deno.readFile(`${folder}/${name}`);
      const path = `${folder}/${name.replace(".safetensors", ".onnx")}`;
      const { bytes, metadata } = await readModelFile(path);
      assertEquals(sha256(stored), metadata.weights, name);
      const weights = weightValues(readSafetensors(stored).tensors);
      assertEquals(sha256(exportModel(weights, metadata, "plain")), sha256(bytes), name);
      const explain = explainPath(path).slice(folder.length + 1);
      if (!names.includes(explain)) continue;
      const expected = await Deno.readFile(`${folder}/${explain}`);
      assertEquals(sha256(exportModel(weights, metadata, "explain")), sha256(expected), explain);
    }
  });

  Deno.test(`each card of ${profile.name} names the files beside it and their hashes`, async () => {
    for (const card of names.filter((name) => name.endsWith(".md"))) {
      const rows = [...(await Deno.readTextFile(`${folder}/${card}`)).matchAll(
        /^\| `([^`]+)`: [^|]+ \| (\d+) \| `([0-9a-f]{64})` \|$/gm,
      )];
      const stem = card.slice(0, -".md".length);
      const beside = names.filter((name) => name !== card && name.startsWith(`${stem}.`));
      assertEquals(rows.map(([, name]) => name!).sort(), beside, card);
      for (const [, name, bytes, hash] of rows) {
        const content = await Deno.readFile(`${folder}/${name}`);
        assertEquals([String(content.length), sha256(content)], [bytes, hash], name);
      }
    }
  });
}

Deno.test("the models of both profiles take less than 16 MB", async () => {
  let bytes = 0;
  for (const profile of Object.keys(PROFILES)) {
    for await (const { name } of Deno.readDir(`${ROOT}models/${profile}`)) {
      bytes += (await Deno.stat(`${ROOT}models/${profile}/${name}`)).size;
    }
  }
  assertLess(bytes, 16e6);
});
