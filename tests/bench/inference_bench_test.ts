import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { benchInference } from "../../src/bench/inference_bench.ts";
import { inferenceCases } from "../../src/bench/inference_case.ts";
import {
  engineInference,
  inferenceBatch,
  type InferenceContender,
  int8Contender,
  layersInference,
  onnxContender,
} from "../../src/bench/inference_contender.ts";
import { parseInferenceResult } from "../../src/bench/inference_result.ts";
import { inferenceFigure, inferenceText } from "../../src/bench/inference_text.ts";
import { loadTimes, quantisationLoss } from "../../src/bench/model_costs.ts";
import { peakMemoryOf } from "../../src/bench/peak_memory.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { TestParts } from "../../src/experiments/test_parts.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const cases = await inferenceCases(`${ROOT}models/quick`);
const [classifier] = cases.filter(({ name }) => name.includes("lstm") && name.startsWith("q6"));
const [forecaster] = cases.filter(({ name }) => name === "q7-a-gru-seed-1");

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

Deno.test("contenders take turns, and the first is the base of every ratio", async () => {
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
    { batches: [1, 4], rounds: 2 },
  );
  assertEquals(turns.slice(0, 4), ["a 1", "b 1", "a 1", "b 1"]);
  assertEquals(turns.slice(-2), ["a released", "b released"]);
  // Two rounds to warm up and two that count, of two contenders and two batches.
  assertEquals(turns.length, 4 * 2 * 2 + 2);
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
  const cache = await Deno.makeTempDir(), parts = new TestParts();
  try {
    const loss = (await quantisationLoss(PROFILES.quick, forecaster!, parts, { cache }))!;
    assertEquals(loss.metric, "mse");
    assert(loss.rounded !== loss.exact && Math.abs(loss.rounded / loss.exact - 1) < 0.05);
    assertEquals(await quantisationLoss(PROFILES.paper, forecaster!, parts, { cache }), null);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("a process with one model takes tens to hundreds of megabytes, whatever this one takes", async () => {
  const bytes = await peakMemoryOf(forecaster!.path);
  assertGreater(bytes, 20e6);
  assertLess(bytes, Deno.memoryUsage().rss + 300e6);
});

Deno.test("the text names what to ship for each batch, and every model and contender", async () => {
  const rows = await benchInference(cases, [onnxContender(1), engineInference], {
    batches: [1, 32],
    rounds: 1,
  });
  const load = await loadTimes(forecaster!, 1);
  const result = parseInferenceResult({
    schema: "unroll-inference/1",
    profile: "quick",
    machine: { processor: "p", cores: 2, system: "s", runtime: "r" },
    runtime: "onnxruntime-node 1.2.3",
    rows,
    models: cases.map(({ name, family, steps, file }) => ({
      model: name,
      family,
      steps,
      parameters: file.metadata.metrics.parameters,
      test: file.metadata.metrics.test,
      bytes: file.bytes.length,
      load,
      peakMemory: 1e8,
      int8: { bytes: 1000, scheme: "weights", loss: null },
    })),
  });
  const text = inferenceText(result);
  for (const { model, contender } of rows) {
    assertStringIncludes(text, model);
    assertStringIncludes(text, contender);
  }
  const ship = text.slice(text.indexOf("## What to ship"), text.indexOf("## What a model costs"));
  assertEquals(ship.match(/^\| (reviews|forecasts) /gm)?.length, 4);
  assertStringIncludes(inferenceFigure(result), "<title");
  assertThrows(() => parseInferenceResult({ ...result, rows: [] }), CliError, "inference.json");
});
