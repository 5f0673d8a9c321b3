import { assertAlmostEquals, assertEquals, assertLess, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import { compareForecasts } from "../../src/report/compare_forecasts.ts";
import { Q7_A_COMPARISON } from "../../src/report/study.ts";
import { artefacts, forecastArtefact, safetensors } from "./fixture.ts";

function bytes(content: string): Artefact["outputs"][string] {
  return { sha256: "", read: () => Promise.resolve(new TextEncoder().encode(content)) };
}

/** The comparison with one output of the job `id` replaced, or removed. */
function withOutput(
  id: string,
  name: string,
  output: Artefact["outputs"][string] | undefined,
): Artefact[] {
  return artefacts().map((artefact) => {
    if (artefact.id !== id) return artefact;
    const { [name]: _, ...others } = artefact.outputs;
    return { ...artefact, outputs: output === undefined ? others : { ...others, [name]: output } };
  });
}

Deno.test("models come in the study's order with ascending seeds, baselines by name", async () => {
  const { models, baselines, windows, dataset } = await compareForecasts(artefacts());
  assertEquals(models.map(({ model }) => model), Q7_A_COMPARISON.map(({ model }) => model));
  for (const { runs } of models) assertEquals(runs.map(({ seed }) => seed), [1, 2, 3]);
  assertEquals(baselines.map(({ model }) => model), ["linear autoregression", "persistence"]);
  assertEquals([windows, dataset], [40, "simulated-household"]);
});

Deno.test("means, skill and convergence follow from the jobs' metrics", async () => {
  const { models, baselines } = await compareForecasts(artefacts());
  const persistence = baselines.find(({ model }) => model === "persistence")!;
  assertEquals(persistence.skill, 0);
  for (const { runs, test, skill, convergenceEpoch } of models) {
    const mean = (runs[0]!.test.mse + runs[1]!.test.mse + runs[2]!.test.mse) / 3;
    assertAlmostEquals(test.mse.mean, mean, 1e-15);
    assertAlmostEquals(skill, 1 - mean / persistence.test.mse, 1e-14);
    // The fixture's best epochs of seeds 1, 2, 3 are 3, 4, 2.
    assertEquals(convergenceEpoch.mean, 3);
  }
});

Deno.test("every pair is tested once, on losses averaged over seeds", async () => {
  const { models, baselines, dieboldMariano } = await compareForecasts(artefacts());
  assertEquals(dieboldMariano.pairs.length, 15);
  const losses = new Map([
    ...models.map(({ model, test }) => [model, test.mse.mean] as const),
    ...baselines.map(({ model, test }) => [model, test.mse] as const),
  ]);
  for (const { a, b, meanDifferential, statistic, probability } of dieboldMariano.pairs) {
    assertAlmostEquals(meanDifferential, losses.get(a)! - losses.get(b)!, 1e-7);
    assertEquals(Math.sign(statistic), Math.sign(meanDifferential));
    assertLess(probability, 1);
  }
});

Deno.test("a comparison without persistence, or of jobs with other targets, is refused", async () => {
  await assertRejects(
    () => compareForecasts(artefacts().filter(({ id }) => id !== "Q7-a/persistence")),
    CliError,
    "expected a job of model persistence, got none",
  );
  const other = { read: () => Promise.resolve(safetensors({ prediction, target })) };
  const target = new Float32Array(40), prediction = new Float32Array(40);
  await assertRejects(
    () => compareForecasts(withOutput("Q7-a/gru/seed-2", "predictions.safetensors", other)),
    CliError,
    "Cannot compare job Q7-a/gru/seed-2 with Q7-a/persistence: their targets differ",
  );
  await assertRejects(
    () => compareForecasts([{ ...artefacts()[0]!, data: { a: "1", b: "2" } }]),
    CliError,
    "several data sets: a, b",
  );
});

Deno.test("a missing or malformed output names the job and what is wrong with it", async () => {
  const id = "Q7-a/lstm/seed-1";
  const cases = [
    [
      "metrics.json",
      undefined,
      `Cannot report on job ${id}: expected metrics.json, got predictions`,
    ],
    ["metrics.json", bytes("{"), `Cannot use metrics.json of job ${id}: it is not JSON`],
    [
      "metrics.json",
      bytes('{"parameters":1.5}'),
      `Cannot use metrics.json of job ${id}: parameters: `,
    ],
    ["weights.safetensors", undefined, `Cannot report on job ${id}: a trained model needs a seed`],
    ["predictions.safetensors", {
      read: () => Promise.resolve(safetensors({ prediction: new Float32Array(40) })),
    }, `job ${id}: expected 40 values of f32 as target, got nothing`],
    ["predictions.safetensors", {
      read: () => Promise.resolve(safetensors({ prediction: new Float32Array(39) })),
    }, `job ${id}: expected 40 values of f32 as prediction, got F32 [39]`],
  ] as const;
  for (const [name, output, message] of cases) {
    await assertRejects(() => compareForecasts(withOutput(id, name, output)), CliError, message);
  }
  const nameless = { ...forecastArtefact({ model: "LSTM", noise: 1, parameters: 1 }), config: {} };
  await assertRejects(
    () => compareForecasts([nameless]),
    CliError,
    "the configuration of job Q7-a/lstm",
  );
});
