import { assertEquals } from "@std/assert";
import { meanCurve, partCurves } from "../../src/web/part_curves.ts";
import type { Run } from "../../src/web/runs.ts";

function run(job: string, model: string, curves: Run["curves"], aliases: string[] = []): Run {
  return {
    id: "0123456789ab",
    profile: "quick",
    simulated: true,
    experiment: job.split("/")[0]!,
    parts: [job, ...aliases].map((name) => name.split("/")[0]!),
    job,
    aliases,
    key: "0".repeat(64),
    model,
    seed: 1,
    config: {},
    data: {},
    parameters: 1,
    test: {},
    curves,
    bestEpoch: 1,
    secondsPerEpoch: null,
  };
}

Deno.test("the mean over seeds ends with the shortest curve, and one seed has no band", () => {
  assertEquals(meanCurve([[1, 2, 3], [3, 6]]), { values: [2, 4], band: [[1, 3], [2, 6]] });
  assertEquals(meanCurve([[1, 2]]), { values: [1, 2] });
});

Deno.test("a part's curves are told apart by setting, and within it by network", () => {
  const mse = (value: number) => ({
    trainingLoss: [9],
    validationMse: [value],
    validationMae: [9],
  });
  const pictures = partCurves([
    run("Q7-a/LSTM/seed-1", "LSTM", mse(1), ["Q7-c/window-60/LSTM/seed-1"]),
    run("Q7-c/window-120/forget-gate-only/seed-1", "forget gate only", mse(2)),
    run("Q7-c/window-60/GRU/seed-1", "GRU", mse(3)),
    run("Q7-c/window-60/GRU/seed-2", "GRU", mse(5)),
    run("Q7-c/probe/GRU/seed-1", "GRU", {}),
    run("Q7-e/LSTM/seed-1", "LSTM", mse(7)),
  ], "Q7-c");
  assertEquals(
    pictures.map(({ setting, picture, lines }) => [
      setting,
      picture.validation,
      lines.map(({ name, values }) => `${name} ${values}`),
    ]),
    [
      ["window-60", "validationMse", ["LSTM 1", "GRU 4"]],
      ["window-120", "validationMse", ["forget gate only 2"]],
    ],
  );
});

Deno.test("classifiers have a picture of their cross-entropy and one of their accuracy", () => {
  const curves = { trainingLoss: [1], validationLoss: [0.5], validationAccuracy: [0.75] };
  const pictures = partCurves([run("Q6-A/length-50/post/LSTM/seed-1", "LSTM", curves)], "Q6-A");
  assertEquals(
    pictures.map(({ setting, picture, lines }) => [setting, picture.validation, lines[0]!.values]),
    [["length-50, post", "validationLoss", [0.5]], [
      "length-50, post",
      "validationAccuracy",
      [0.75],
    ]],
  );
});
