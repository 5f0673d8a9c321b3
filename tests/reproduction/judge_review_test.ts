import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dirname } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { explainPath, ExportedModel } from "../../src/onnx/exported_model.ts";
import { readVocabulary, vocabularyPath, writeVocabulary } from "../../src/onnx/vocabulary_file.ts";
import { judgeReview } from "../../src/reproduction/judge_review.ts";
import { keptVarieties } from "../../src/reproduction/export_profile.ts";
import { exportJob } from "../../src/onnx/export_job.ts";
import { forecasterJob, withStem } from "../onnx/finished_job.ts";

const MODEL =
  new URL("../../models/quick/q6-a-length-200-pre-lstm-seed-1.onnx", import.meta.url).pathname;

/** The kept classifier, explaining or not, with its words. */
async function opened(path: string): Promise<{ model: ExportedModel; words: string[] }> {
  const model = await ExportedModel.open(path);
  return { model, words: await readVocabulary(path, model.metadata) };
}

Deno.test("praise and blame are told apart by a model that is in the repository", async () => {
  const { model, words } = await opened(MODEL);
  const good = await judgeReview(model, words, "The film was a truly wonderful, brilliant story.");
  const bad = await judgeReview(model, words, "The film was a truly awful, boring story.");
  await model.release();
  assert(good.logit > bad.logit, `${good.logit} against ${bad.logit}`);
  assertAlmostEquals(good.probability, 1 / (1 + Math.exp(-good.logit)), 1e-12);
});

Deno.test("both variants agree, and gates are given at the steps of the words", async () => {
  const plain = await opened(MODEL), explain = await opened(explainPath(MODEL));
  const text = "A boring film.";
  const short = await judgeReview(plain.model, plain.words, text);
  const long = await judgeReview(explain.model, explain.words, text);
  await plain.model.release();
  await explain.model.release();
  assertAlmostEquals(short.logit, long.logit, 1e-6);
  assertEquals(long.steps, { start: 196, end: 200 });
  assertEquals(long.traces["f_l0"]!.length, 200 * 32);
  assertEquals(short.traces, {});
});

Deno.test("unknown words are named as such, and what is beyond the model's length is counted", async () => {
  const { model, words } = await opened(MODEL);
  const { tokens, unread } = await judgeReview(model, words, `zzyx film ${"good ".repeat(203)}`);
  await model.release();
  assertEquals(tokens.slice(0, 2), [null, "film"]);
  assertEquals([tokens.length, unread], [200, 5]);
});

Deno.test("letters of other scripts are passed over and counted, accented ones are read", async () => {
  const { model, words } = await opened(MODEL);
  const mixed = await judgeReview(model, words, "Отличный film! 映画, naïve");
  const plain = await judgeReview(model, words, "film!, naïve");
  await model.release();
  assertEquals([mixed.foreignLetters, plain.foreignLetters], [10, 0]);
  assertEquals([mixed.logit, mixed.tokens], [plain.logit, plain.tokens]);
});

Deno.test("a text without a word that can be read is refused with its reason", async () => {
  const { model, words } = await opened(MODEL);
  for (
    const [text, message] of [
      ["", "Cannot judge an empty review"],
      [" \n ", "Cannot judge an empty review"],
      ["Отличный фильм", "holds no letter or digit of a Latin script"],
      ["Отличный, добрый фильм!", "holds no letter or digit of a Latin script"],
      ["...", "holds no letter or digit of a Latin script"],
      ["zzyx, qqq!", "knows no word: zzyx, qqq"],
    ] as const
  ) {
    const error = await assertRejects(() => judgeReview(model, words, text), CliError, message);
    assertStringIncludes(error.hint!, "English");
  }
  await model.release();
});

Deno.test("a vocabulary that is missing, damaged or another one is refused by its file's name", async () => {
  await withStem(async (stem) => {
    const folder = dirname(stem);
    const { model, words } = await opened(MODEL);
    const { metadata } = model;
    await model.release();
    const file = vocabularyPath(folder, metadata.vocabulary!);
    const read = () => readVocabulary(`${stem}.onnx`, metadata);
    await assertRejects(read, CliError, `${file} of ${metadata.name}: there is no such file`);
    assertEquals(await writeVocabulary(folder, words), file);
    assertEquals(await read(), words);
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace(words[5]!, "other"));
    await assertRejects(read, CliError, `expected tokens of sha256 ${metadata.vocabulary}`);
    await Deno.truncate(file, 100);
    await assertRejects(read, CliError, "no complete JSON");
    await exportJob(forecasterJob(), stem);
    const forecaster = await ExportedModel.open(`${stem}.onnx`);
    await assertRejects(
      () => readVocabulary(`${stem}.onnx`, forecaster.metadata),
      CliError,
      "it reads no words",
    );
    await forecaster.release();
  });
});

Deno.test("the repository keeps one seed of each kind, whole where the site needs it", () => {
  assertEquals(keptVarieties("paper", "Q7-a/GRU/seed-1"), ["plain", "explain", "safetensors"]);
  assertEquals(keptVarieties("paper", "Q7-a/BiLSTM/seed-1"), ["plain", "safetensors"]);
  assertEquals(keptVarieties("paper", "Q7-a/GRU/seed-2"), []);
  assertEquals(keptVarieties("paper", "Q7-c/window-120/GRU/seed-1"), ["plain"]);
  assertEquals(keptVarieties("quick", "Q7-c/window-120/GRU/seed-1"), []);
  assertEquals(keptVarieties("paper", "Q6-A/length-200/pre/LSTM/seed-1"), ["plain", "explain"]);
  assertEquals(keptVarieties("paper", "Q7-e/no-forget-gate/seed-1"), []);
});
