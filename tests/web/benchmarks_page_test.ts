import { assertEquals, assertStringIncludes } from "@std/assert";
import { inferenceCases } from "../../src/bench/inference_case.ts";
import { reportFolder, siteOver } from "./site.ts";

const spread = { minimum: 1, median: 2, maximum: 3, count: 3 };
const machine = { processor: "a processor", cores: 2, system: "s", runtime: "r" };

/** A small result of each benchmark. */
async function writeBenchmarks(folder: string): Promise<void> {
  const models = new URL("../../models/quick", import.meta.url).pathname;
  const [model] = await inferenceCases(models);
  const inference = {
    schema: "unroll-inference/1",
    profile: "quick",
    data: "simulated",
    machine,
    runtime: "onnxruntime-node 1.2.3",
    rows: [{
      model: model!.name,
      batch: 1,
      contender: "onnxruntime, 1 thread",
      milliseconds: spread,
      ratio: 1,
      perSecond: 500,
    }],
    models: [{
      model: model!.name,
      family: "LSTM",
      steps: 200,
      parameters: 1000,
      test: { accuracy: 0.97, loss: 0.1 },
      bytes: 1000,
      load: spread,
      peakMemory: 1e8,
      int8: {
        bytes: 300,
        scheme: "dynamic",
        loss: { metric: "accuracy", exact: 0.97, rounded: 0.96, samples: 100 },
      },
    }],
  };
  const training = {
    schema: "unroll-training/1",
    machine,
    rows: [{ case: "LSTM 2×64", contender: "unroll", milliseconds: spread, ratio: 1 }],
    throughput: { workers: 2, one: 10, all: 19, ratio: 1.9 },
    memory: 2e8,
  };
  await Deno.mkdir(`${folder}/bench`);
  await Deno.writeTextFile(`${folder}/bench/inference.json`, JSON.stringify(inference));
  await Deno.writeTextFile(`${folder}/bench/train.json`, JSON.stringify(training));
}

Deno.test("the page of benchmarks shows both, with the figure of latencies", async () => {
  await using reports = await reportFolder();
  await writeBenchmarks(reports.path);
  const site = await siteOver(reports.path);
  const html = await (await site("/benchmarks")).text();
  for (const text of ["a processor", "onnxruntime-node 1.2.3", "What to ship", "LSTM 2×64"]) {
    assertStringIncludes(html, text);
  }
  const figure = await site("/benchmarks/figures/inference-latency.svg");
  assertEquals(figure.status, 200);
  assertStringIncludes(await figure.text(), "<title");
  assertEquals((await site("/benchmarks/figures/none.svg")).status, 404);
});

for (const [file, command] of [["inference", "bench"], ["train", "bench:train"]]) {
  Deno.test(`without ${file}.json, the page says what to run, and shows the rest`, async () => {
    await using reports = await reportFolder();
    await writeBenchmarks(reports.path);
    await Deno.writeTextFile(`${reports.path}/bench/${file}.json`, "{}");
    const html = await (await (await siteOver(reports.path))("/benchmarks")).text();
    assertStringIncludes(html, `bench/${file}.json</code>`);
    assertStringIncludes(html, `deno task ${command} --publish`);
    assertStringIncludes(html, "a processor");
  });
}
