import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import { formatJobList, listJobs, parseJobList } from "../../src/report/job_list.ts";
import { result } from "./fixture.ts";
import { studyArtefacts } from "./study_fixture.ts";

function job(metrics: object | null): Artefact {
  return {
    id: "Q7-a/LSTM/seed-1",
    key: "a".repeat(64),
    experiment: "Q7-a",
    config: { model: "LSTM", rate: 0.1 },
    data: {},
    kernel: "k",
    engine: 1,
    outputs: metrics === null ? {} : { "metrics.json": result(JSON.stringify(metrics)) },
  };
}

Deno.test("a job is listed with its curves, its metrics and those of groups under both names", async () => {
  const metrics = {
    parameters: 5,
    bestEpoch: 2,
    epochs: [{ epoch: 1, trainingLoss: 3, validationMse: 2 }, {
      epoch: 2,
      trainingLoss: 2,
      validationMse: 1,
    }],
    test: { mse: 0.1, byPosition: [1, 2], longer: null, seen: { accuracy: 0.5 }, note: "text" },
  };
  const { jobs } = await listJobs("quick", [job(metrics)]);
  assertEquals(jobs["Q7-a/LSTM/seed-1"], {
    key: "a".repeat(64),
    experiment: "Q7-a",
    config: { model: "LSTM", rate: 0.1 },
    data: {},
    parameters: 5,
    bestEpoch: 2,
    test: { mse: 0.1, "seen accuracy": 0.5 },
    curves: { trainingLoss: [3, 2], validationMse: [2, 1] },
  });
});

Deno.test("a job without metrics is listed with what it was told alone", async () => {
  const { parameters, bestEpoch, test, curves } = (await listJobs("quick", [job(null)]))
    .jobs["Q7-a/LSTM/seed-1"]!;
  assertEquals({ parameters, bestEpoch, test, curves }, {
    parameters: null,
    bestEpoch: null,
    test: {},
    curves: {},
  });
});

Deno.test("every job of a study is listed once, in an order of its own", async () => {
  const artefacts = studyArtefacts();
  const forwards = await listJobs("quick", artefacts);
  assertEquals(Object.keys(forwards.jobs), artefacts.map(({ id }) => id).sort());
  assertEquals(
    formatJobList(await listJobs("quick", artefacts.toReversed())),
    formatJobList(forwards),
  );
});

Deno.test("the text rounds what was measured, keeps what was told, and is read back", async () => {
  const told = { model: "LSTM", rate: 0.12345678901 };
  const metrics = { test: { mse: 0.12345678901 }, epochs: [{ epoch: 1, loss: 0.12345678901 }] };
  const text = formatJobList(await listJobs("quick", [{ ...job(metrics), config: told }]));
  const { config, test, curves } = parseJobList(JSON.parse(text)).jobs["Q7-a/LSTM/seed-1"]!;
  assertEquals([config, test, curves], [told, { mse: 0.123456789 }, { loss: [0.123456789] }]);
});

Deno.test("malformed lists and metrics are refused with the place that is wrong", async () => {
  await assertRejects(
    () => listJobs("quick", [job({ epochs: [{ epoch: "one" }] })]),
    CliError,
    "metrics.json of job Q7-a/LSTM/seed-1: epochs.0.epoch",
  );
  assertThrows(
    () => parseJobList({ schema: "unroll-jobs/2", profile: "quick", jobs: {} }),
    CliError,
    "Cannot use jobs.json: schema",
  );
});
