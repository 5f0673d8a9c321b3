import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { benchInference } from "../../src/bench/inference_bench.ts";
import { type InferenceCase, inferenceCases, selectCases } from "../../src/bench/inference_case.ts";
import {
  engineInference,
  inferenceBatch,
  type InferenceContender,
  int8Contender,
  layersInference,
  onnxContender,
} from "../../src/bench/inference_contender.ts";
import {
  EIGHT_BITS,
  type InferenceResult,
  parseInferenceResult,
} from "../../src/bench/inference_result.ts";
import { studyInference } from "../../src/bench/inference_study.ts";
import { inferenceFigure, inferenceText } from "../../src/bench/inference_text.ts";
import { CostMeter } from "../../src/bench/model_costs.ts";
import { peakMemoryOf } from "../../src/bench/peak_memory.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { type Profile, PROFILES } from "../../src/experiments/profile.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const cases = await inferenceCases(`${ROOT}models/quick`);
const [classifier] = cases.filter(({ name }) => name.includes("lstm") && name.startsWith("q6"));
const [forecaster] = cases.filter(({ name }) => name === "q7-a-gru-seed-1");
const [real] = await selectCases(`${ROOT}models/paper`, ["q7-a-gru"]);

Deno.test("the kept models are found with their family and steps, the explaining ones left aside", () => {
  assertEquals(cases.map(({ family, steps }) => `${family} ${steps}`), [
    "LSTM 200",
    "SimpleRNN 200",
    "BiLSTM 60",
    "GRU 60",
    "LSTM 60",
    "SimpleRNN 60",
  ]);
});

Deno.test("a folder without models is named, with what to do", async () => {
  await assertRejects(() => inferenceCases("no-such-folder"), CliError, "no-such-folder");
});

Deno.test("models are chosen by a part of their names, and names that none has are refused with those that there are", async () => {
  const chosen = await selectCases(`${ROOT}models/quick`, ["gru", "q6-a"]);
  assertEquals(chosen.map(({ family }) => family), ["LSTM", "SimpleRNN", "GRU"]);
  const error = await assertRejects(() => selectCases(`${ROOT}models/quick`, ["xyz"]), CliError);
  assertStringIncludes(error.hint!, "q7-a-gru-seed-1");
});

Deno.test("contenders are warmed up, then take turns to and fro, and the first is the base of every ratio", async () => {
  const turns: string[] = [];
  const contender = (name: string, milliseconds: number): InferenceContender => ({
    name,
    load: () =>
      Promise.resolve({
        run: async ({ size }) => {
          turns.push(`${name} ${size}`);
          await new Promise((resolve) => setTimeout(resolve, milliseconds));
        },
        release: () => Promise.resolve(void turns.push(`${name} released`)),
      }),
  });
  const rows = await benchInference(
    [forecaster!],
    [contender("a", 2), contender("b", 20)],
    { batches: [1, 4], rounds: 2, warmUp: 0 },
  );
  const warm = ["a", "a", "b", "b"], timed = ["a", "b", "b", "a"];
  assertEquals(turns, [
    ...[...warm, ...timed].map((name) => `${name} 1`),
    ...[...warm, ...timed].map((name) => `${name} 4`),
    "a released",
    "b released",
  ]);
  assertEquals(rows.map(({ contender, batch }) => `${contender} ${batch}`), [
    "a 1",
    "b 1",
    "a 4",
    "b 4",
  ]);
  assertEquals(rows[0]!.ratio, 1);
  assertGreater(rows[1]!.ratio, 1);
  assertEquals(rows[3]!.perSecond, 4000 / rows[3]!.milliseconds.median);
});

for (const model of [classifier!, forecaster!]) {
  for (const contender of [onnxContender(1), int8Contender, engineInference, layersInference]) {
    Deno.test(`${contender.name} predicts batches of ${model.name}`, async () => {
      const loaded = (await contender.load(model))!;
      for (const size of [1, 3]) await loaded.run(inferenceBatch(model, size));
      await loaded.release();
    });
  }
}

Deno.test("the loss of eight bits is measured where data are at hand, and left open where not", async () => {
  const cache = await Deno.makeTempDir(), told: string[] = [];
  const costs = (profile: Profile, model: InferenceCase) =>
    new CostMeter({
      profile,
      rounds: 2,
      data: { cache, fetch: () => Promise.reject(new CliError("no network")) },
      tell: (message) => void told.push(message),
    }).measure(model);
  try {
    const { int8, load, bytes, test } = await costs(PROFILES.quick, forecaster!);
    assertEquals([load.count, bytes], [2, forecaster!.file.bytes.length]);
    assertLess(int8.bytes, bytes / 2);
    assertEquals([int8.loss!.metric, int8.loss!.exact], ["mse", test["mse"]]);
    const change = Math.abs(int8.loss!.rounded / int8.loss!.exact - 1);
    assert(change > 0 && change < 0.05, `${change}`);
    assertEquals(told, []);
    assertEquals((await costs(PROFILES.paper, forecaster!)).int8.loss, null);
    assertStringIncludes(told[0]!, "no job of the profile has trained it");
    assertEquals((await costs(PROFILES.paper, real!)).int8.loss, null);
    assertStringIncludes(told[1]!, "no network");
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("a process with one model takes tens to hundreds of megabytes, whatever this one takes", async () => {
  const bytes = await peakMemoryOf(forecaster!.path);
  assertGreater(bytes, 20e6);
  assertLess(bytes, Deno.memoryUsage().rss + 300e6);
});

/** A forecaster's costs, and its rows with each contender at one sample. */
function costsOf(
  model: string,
  mse: number,
  rounded: number | null,
): InferenceResult["models"][number] {
  return {
    model,
    family: "GRU",
    steps: 60,
    parameters: 1,
    test: { mse },
    bytes: 200_000,
    load: { minimum: 1, median: 1, maximum: 1, count: 1 },
    peakMemory: 1e8,
    int8: {
      bytes: 50_000,
      scheme: "weights",
      loss: rounded === null ? null : { metric: "mse", exact: mse, rounded, samples: 10 },
    },
  };
}

function rowOf(
  model: string,
  contender: string,
  milliseconds: number,
): InferenceResult["rows"][number] {
  const spread = {
    minimum: milliseconds,
    median: milliseconds,
    maximum: milliseconds,
    count: 1,
  };
  return {
    model,
    batch: 1,
    contender,
    milliseconds: spread,
    ratio: 1,
    perSecond: 1000 / milliseconds,
  };
}

/** The row of the text that says what to ship for forecasts. */
function shipped(
  models: InferenceResult["models"],
  rows: InferenceResult["rows"],
): string {
  const text = inferenceText({
    schema: "unroll-inference/1",
    profile: "paper",
    data: "real",
    machine: { processor: "p", cores: 2, system: "s", runtime: "r" },
    runtime: "onnxruntime-node 1.2.3",
    rows,
    models,
  });
  return text.split("\n").find((line) => line.startsWith("| forecasts"))!;
}

Deno.test("what to ship is the fastest of the good, and eight bits count by what they leave", () => {
  const exact = "onnxruntime, 1 thread";
  const rows = [
    rowOf("good", exact, 4),
    rowOf("good", EIGHT_BITS, 2),
    rowOf("poor", exact, 1),
    rowOf("poor", EIGHT_BITS, 1),
  ];
  const poor = costsOf("poor", 0.2, 0.2);
  const row = (rounded: number | null) => shipped([costsOf("good", 0.1, rounded), poor], rows);
  assertMatch(row(0.102), /`good` +\| onnxruntime, 8 bits, 1 thread .* 0\.1020 \| +50 \|$/);
  for (const unfit of [0.15, null]) {
    assertMatch(row(unfit), /`good` +\| onnxruntime, 1 thread .* 0\.1000 \| +200 \|$/);
  }
});

Deno.test("a study of two models says what to ship for each batch, and has every model and contender", async () => {
  const cache = await Deno.makeTempDir();
  const result = await studyInference({
    profile: PROFILES.quick,
    cases: [classifier!, forecaster!],
    rounds: 1,
    batches: [1, 4],
    stock: true,
    cache,
    warmUp: 0,
  }).finally(() => Deno.remove(cache, { recursive: true }));
  assertEquals(parseInferenceResult(JSON.parse(JSON.stringify(result))), result);
  const contenders = new Set(result.rows.map(({ contender }) => contender));
  assertGreater(contenders.size, 3);
  assertEquals(result.rows.length, 2 * 2 * contenders.size);
  const text = inferenceText(result);
  assertStringIncludes(text, "trained on **simulated** data");
  for (const { model, contender } of result.rows) {
    assertStringIncludes(text, model);
    assertStringIncludes(text, contender);
  }
  const ship = text.slice(text.indexOf("## What to ship"), text.indexOf("## What a model costs"));
  assertEquals(ship.match(/^\| (reviews|forecasts) /gm)?.length, 4);
  assertStringIncludes(inferenceFigure(result).svg, "<title");
  assertThrows(() => parseInferenceResult({ ...result, rows: [] }), CliError, "inference.json");
});
