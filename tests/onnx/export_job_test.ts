import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fromBinary } from "@bufbuild/protobuf";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { standardise } from "../../src/data/scaling.ts";
import { explainPath, ExportedModel } from "../../src/onnx/exported_model.ts";
import { exportedFile, exportJob, isExportable, modelSlug } from "../../src/onnx/export_job.ts";
import { ModelProtoSchema } from "../../src/onnx/onnx_pb.ts";
import {
  CLASSIFIER,
  classifierJob,
  finishedJob,
  FORECASTER,
  forecasterJob,
  SCALING,
  WINDOW,
  withStem,
} from "./finished_job.ts";

Deno.test("two exports of one job are the same bytes, and the files are named with their hashes", async () => {
  await withStem(async (stem) => {
    const first = await exportJob(forecasterJob(), stem);
    const endings = [".onnx", ".explain.onnx", ".safetensors", ".md"];
    assertEquals(first.map(({ path }) => path), endings.map((ending) => stem + ending));
    for (const { path, bytes, sha256: hash } of first) {
      const content = await Deno.readFile(path);
      assertEquals([content.length, sha256(content)], [bytes, hash]);
    }
    assertEquals(await exportJob(forecasterJob(), stem), first);
  });
});

Deno.test("an exported file is IR 8, opset 17, with its properties sorted by key", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const model = fromBinary(ModelProtoSchema, await Deno.readFile(`${stem}.onnx`));
    assertEquals([model.irVersion, model.opsetImport.map(({ version }) => version)], [8n, [17n]]);
    const keys = model.metadataProps.map(({ key }) => key);
    assertEquals(keys, [...keys].sort());
    const properties = Object.fromEntries(
      model.metadataProps.map(({ key, value }) => [key, value]),
    );
    assertEquals(properties["unroll.job"], "1".repeat(64));
    assertEquals(properties["unroll.kernel"], "3".repeat(64));
    assertEquals(properties["unroll.scaling"], '{"mean":1.25,"standardDeviation":0.75}');
    assertEquals(properties["unroll.seed"], "7");
    assertEquals(model.graph!.node.filter(({ opType }) => opType === "LSTM").length, 2);
  });
});

Deno.test("forecast() takes kW and gives kW, standardised as in training, in both variants", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const kilowatts = Float32Array.from({ length: 3 * WINDOW }, (_, i) => (i * 7 % 11) / 4);
    // As a file of windows gives them: 64 bits, of which training has seen 32.
    const typed = [...kilowatts].map((value, i) => (i % 3 === 0 ? 0.326 : value));
    typed.forEach((value, i) => kilowatts[i] = value);
    const plain = await ExportedModel.open(`${stem}.onnx`);
    const explain = await ExportedModel.open(explainPath(`${stem}.onnx`));
    const { predictions, traces } = await plain.forecast(typed);
    const standardised = await plain.predict({
      values: standardise(kilowatts, SCALING),
      steps: WINDOW,
    });
    const expected = standardised.predictions.map((z) => z * 0.75 + 1.25);
    assertEquals(predictions, expected);
    assertEquals(traces, {});
    const explained = await explain.forecast(kilowatts);
    explained.predictions.forEach((value, i) =>
      assert(Math.abs(value - predictions[i]!) <= 1e-6, `${value} against ${predictions[i]}`)
    );
    const names = ["l0", "l1"].flatMap((layer) => [..."ifgoch"].map((gate) => `${gate}_${layer}`));
    assertEquals(Object.keys(explained.traces), names);
    assertEquals(explained.traces["f_l1"]!.length, 3 * WINDOW * 8);
    await plain.release();
    await explain.release();
  });
});

Deno.test("predict() gives the same in batches of any size", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const model = await ExportedModel.open(explainPath(`${stem}.onnx`));
    const values = Float32Array.from({ length: 7 * WINDOW }, (_, i) => (i * 5 % 13) / 6 - 1);
    const whole = await model.predict({ values, steps: WINDOW });
    for (const batch of [1, 3, 7]) {
      const { predictions, traces } = await model.predict({ values, steps: WINDOW }, { batch });
      predictions.forEach((value, i) => assert(Math.abs(value - whole.predictions[i]!) <= 1e-6));
      assertEquals(traces["c_l0"]!.length, whole.traces["c_l0"]!.length);
    }
    await model.release();
  });
});

Deno.test("a classifier takes tokens of any number, with lengths if it was trained to read its last token", async () => {
  await withStem(async (stem) => {
    await exportJob(classifierJob("true-last"), stem);
    const masked = await ExportedModel.open(`${stem}.onnx`);
    assertEquals(masked.metadata.vocabulary, "4".repeat(64));
    const short = await masked.predict({
      values: Int32Array.of(3, 9, 4),
      steps: 3,
      lengths: Int32Array.of(3),
    });
    const padded = await masked.predict({
      values: Int32Array.of(3, 9, 4, 0, 0, 7, 7, 7, 7, 7),
      steps: 5,
      lengths: Int32Array.of(3, 5),
    });
    assert(Math.abs(short.predictions[0]! - padded.predictions[0]!) <= 1e-6);
    await assertRejects(
      () => masked.predict({ values: Int32Array.of(3), steps: 1, lengths: Int32Array.of(0) }),
      CliError,
      "expected lengths from 1 to 1, got 0",
    );
    await assertRejects(
      () => masked.predict({ values: Int32Array.of(3), steps: 1 }),
      CliError,
      "expected int32 lengths [batch], got tokens",
    );
    await masked.release();

    await exportJob(classifierJob("pre"), stem);
    const stranger = await ExportedModel.open(`${stem}.onnx`);
    await assertRejects(
      () => stranger.predict({ values: Int32Array.of(3, 20), steps: 2 }),
      CliError,
      "Cannot run",
    );
    await stranger.release();
    const unmasked = await ExportedModel.open(`${stem}.onnx`);
    assertEquals(
      (await unmasked.predict({ values: Int32Array.of(0, 3), steps: 2 })).predictions.length,
      1,
    );
    await assertRejects(
      () => unmasked.forecast([1, 2]),
      CliError,
      "it is no forecaster of one series",
    );
    await unmasked.release();
  });
});

Deno.test("the card says what the model is, what it reads, how good it is and what made it", async () => {
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    const card = await Deno.readTextFile(`${stem}.md`);
    for (
      const part of [
        "# Q7-a/LSTM/seed-1",
        "2 × 8 LSTM; 1,000 parameters",
        "seed 7, epoch 3 (the best)",
        "`values`, f32 [batch, 12, 1]: oldest first, standardised",
        "standardised = (kW − 1.25) / 0.75",
        "| mse | 0.0625000 |",
        "| windows | 40 |",
        "`q7-a-lstm-seed-1.explain.onnx`: the same model",
        "1".repeat(64),
        "2".repeat(64),
        "3".repeat(64),
      ]
    ) assertStringIncludes(card, part);
    await exportJob(classifierJob("true-last"), stem);
    const classifier = await Deno.readTextFile(`${stem}.md`);
    assertStringIncludes(classifier, "ids of a vocabulary of 20, padded `true-last`; `lengths`");
    assertStringIncludes(classifier, "the logit of a positive review");
    assertStringIncludes(classifier, "2 the first of `vocabulary-4444444444444444.json`");
    assertStringIncludes(classifier, "the first 30 tokens");
    assertStringIncludes(classifier, "**simulated data**");
    await exportJob({ ...forecasterJob(), data: { "household-power": "5".repeat(64) } }, stem);
    const real = await Deno.readTextFile(`${stem}.md`);
    assertStringIncludes(real, "other households");
    assert(!real.includes("simulated"));
  });
});

Deno.test("exportJob() names the job whose outputs are not a training's, and writes nothing", async () => {
  await withStem(async (stem) => {
    const wide = { ...FORECASTER, recurrent: { ...FORECASTER.recurrent, hidden: 9 } };
    const good = forecasterJob();
    const faults = [
      [{ ...good, config: { ...good.config, spec: CLASSIFIER as never } }, "embedding.weight"],
      [{ ...good, config: { ...good.config, spec: wide as never } }, "rnn.weight_ih_l0"],
      [{ ...good, config: { ...good.config, seed: "one" } }, "seed"],
      [finishedJob(FORECASTER, { metrics: { test: 3 } }), "test"],
    ] as const;
    for (const [job, message] of faults) {
      const error = await assertRejects(() => exportJob(job, stem), CliError);
      assertStringIncludes(error.message, "Cannot export Q7-a/LSTM/seed-1");
      assertStringIncludes(error.message, message);
    }
    const folder = stem.slice(0, stem.lastIndexOf("/"));
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("isExportable() is for trained recurrent networks alone; modelSlug() names files", () => {
  const job = forecasterJob(), kind = "forecast-training";
  assertEquals(isExportable(job), true);
  assertEquals(isExportable({ ...job, kind: "sentiment-probe" }), false);
  assertEquals(isExportable({ kind, config: { model: "persistence", window: 60 } }), false);
  assertEquals(isExportable({ kind, config: { spec: { widths: [10, 1] } } }), false);
  assertEquals(modelSlug("Q7-e/forget-gate-only/seed-1"), "q7-e-forget-gate-only-seed-1");
});

Deno.test("a network with a setting that its file could not tell is not exported", async () => {
  const spec = { ...FORECASTER, recurrent: { ...FORECASTER.recurrent, dropout: 0.5 } };
  await assertRejects(() => exportedFile(finishedJob(spec)), CliError, "dropout");
});

Deno.test("the file and the card of a network that fills a gap say which steps it fills", async () => {
  const readSteps = { from: 4, count: 3 };
  const spec = {
    ...FORECASTER,
    readout: "sequence" as const,
    readSteps,
    recurrent: { ...FORECASTER.recurrent, inputs: 2 },
  };
  const job = finishedJob(spec, { config: { window: WINDOW } });
  assertEquals((await exportedFile(job)).metadata.spec.readSteps, readSteps);
  await withStem(async (stem) => {
    await exportJob(job, stem);
    const card = await Deno.readTextFile(`${stem}.md`);
    assertStringIncludes(card, "steps 5 to 7 of `prediction` were trained and tested");
    assertStringIncludes(card, "the value and 0, or 0 and 1");
  });
});
