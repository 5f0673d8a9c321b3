import { assert, assertEquals, assertRejects } from "@std/assert";
import { compareArchives } from "../../src/archive/compare_archives.ts";
import { type Documents, readDocuments } from "../../src/archive/documents.ts";
import { retrain } from "../../src/archive/retrain.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { RunFolder, RUNNER } from "./run_fixture.ts";

const run = new RunFolder();
Deno.test.afterAll(() => run[Symbol.asyncDispose]());
const documents = readDocuments(await run.members()).documents!;

/** Documents whose reference has other weights for one job. */
function withOtherWeights(id: string): Documents {
  const changed = structuredClone(documents) as {
    reference: { jobs: Record<string, { outputs: Record<string, string> }> };
  };
  changed.reference.jobs[id]!.outputs["weights.safetensors"] = "0".repeat(64);
  return changed as unknown as Documents;
}

/** Temporary folders that a retraining has left behind. */
function leftBehind(): string[] {
  const parent = run.path.slice(0, run.path.lastIndexOf("/"));
  return [...Deno.readDirSync(parent)].map(({ name }) => name)
    .filter((name) => name.startsWith("unroll-verify-"));
}

Deno.test("retrain makes every job again from the archive alone, bit for bit, and removes its folder", async () => {
  const before = leftBehind();
  const rows = await retrain(documents, { only: [], runner: RUNNER, workers: 1 });
  assertEquals(rows.map(({ what }) => what).sort(), ["retrained A/one", "retrained A/two"]);
  assert(rows.every(({ equal, expected, got }) => equal && expected === got));
  assertEquals(leftBehind(), before);
});

Deno.test("retrain runs one job under any of its names, and what it needs", async () => {
  const names = async (...only: string[]): Promise<string[]> =>
    (await retrain(documents, { only, runner: RUNNER, workers: 1 })).map(({ what }) => what);
  assertEquals(await names("B/three"), ["retrained A/one"]);
  assertEquals((await names("A/two")).sort(), ["retrained A/one", "retrained A/two"]);
});

Deno.test("retrain runs all that a part asks for, what it shares with another part included", async () => {
  const parts = new Map([["A/one", ["A", "B"]], ["A/two", ["A"]]]);
  const jobs = documents.plan.jobs.map((job) => ({ ...job, experiments: parts.get(job.ids[0]!)! }));
  const changed = { ...documents, plan: { ...documents.plan, jobs } };
  const names = async (part: string): Promise<string[]> =>
    (await retrain(changed, { only: [part], runner: RUNNER, workers: 1 }))
      .map(({ what }) => what).sort();
  assertEquals(await names("B"), ["retrained A/one"]);
  assertEquals(await names("A"), ["retrained A/one", "retrained A/two"]);
});

Deno.test("retrain tells weights that differ", async () => {
  const rows = await retrain(withOtherWeights("A/two"), { only: [], runner: RUNNER, workers: 1 });
  assertEquals(rows.filter(({ equal }) => !equal).map(({ what }) => what), ["retrained A/two"]);
});

Deno.test("retrain refuses another engine, kernels or streams than the archive's, and unknown jobs", async () => {
  for (const other of [{ engine: 99 }, { streams: 99 }, { kernel: "0".repeat(64) }]) {
    const changed = { ...documents, plan: { ...documents.plan, ...other } };
    await assertRejects(
      () => retrain(changed, { only: [], runner: RUNNER }),
      CliError,
      "Cannot retrain with another engine",
    );
  }
  await assertRejects(
    () => retrain(documents, { only: ["C"], runner: RUNNER }),
    CliError,
    'Cannot find jobs named "C"',
  );
});

Deno.test("retrain that is stopped removes its folder", async () => {
  const before = leftBehind(), stop = new AbortController();
  const reason = new CliError("Stopped");
  await assertRejects(
    () =>
      retrain(documents, {
        only: [],
        runner: RUNNER,
        workers: 1,
        signal: stop.signal,
        observe: ({ type }) => type === "started" && stop.abort(reason),
      }),
    CliError,
    "Stopped",
  );
  assertEquals(leftBehind(), before);
});

Deno.test("two archives compare equal when they hold the same run, and by name where they differ", () => {
  const equal = compareArchives(documents, documents);
  assert(equal.length > 8 && equal.every((row) => row.equal));
  const differ = compareArchives(withOtherWeights("B/three"), documents);
  assertEquals(differ.filter((row) => !row.equal).map(({ what }) => what), ["B/three"]);
});
