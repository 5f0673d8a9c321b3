import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import {
  EXPORT_BOUND,
  type ExportScore,
  exportSection,
  isFaithful,
  parseExportScores,
} from "../../src/report/export_scores.ts";

const score: ExportScore = {
  job: "Q7-a/LSTM/seed-1",
  key: "0".repeat(64),
  file: "f".repeat(64),
  samples: 3225,
  largestDifference: 9e-7,
  largestLogitDifference: null,
  metrics: { mse: { engine: 0.05, exported: 0.05, relative: 2e-8 } },
};
const within = (relative: number) => ({ mse: { engine: 1, exported: 1, relative } });

Deno.test("a model is faithful while both its predictions and its metrics keep the bound", () => {
  assert(isFaithful(score));
  assert(isFaithful({ ...score, largestDifference: EXPORT_BOUND, metrics: within(EXPORT_BOUND) }));
  assert(!isFaithful({ ...score, largestDifference: 1.01 * EXPORT_BOUND }));
  assert(!isFaithful({ ...score, metrics: within(1.01 * EXPORT_BOUND) }));
});

Deno.test("what is no number is not faithful", () => {
  assert(!isFaithful({ ...score, largestDifference: NaN }));
  assert(!isFaithful({ ...score, metrics: within(NaN) }));
});

Deno.test("the section leads to each model's job and says which leave the bound", () => {
  const runtime = "onnxruntime-node 1.2.3";
  const models = [score, { ...score, job: "Q7-a/GRU/seed-1", largestDifference: 0.5 }];
  const section = exportSection({ schema: "unroll-exports/1", runtime, models });
  assertStringIncludes(section, runtime);
  const [good, bad] = section.split("\n").filter((line) => line.startsWith("| [`Q7-a"));
  assertStringIncludes(good!, "(#job-q7-a-lstm-seed-1)");
  assertStringIncludes(good!, "9.00e−7");
  assertEquals([good, bad].map((line) => line!.includes("**no**")), [false, true]);
});

Deno.test("scores of another form are refused with the place that is wrong", () => {
  const scores = { schema: "unroll-exports/1", runtime: "r", models: [score] };
  assertEquals(parseExportScores(scores).models, [score]);
  const wrong = { ...scores, models: [{ ...score, samples: 0 }] };
  assertThrows(() => parseExportScores(wrong), CliError, "models.0.samples");
});
