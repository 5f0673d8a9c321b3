import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import type { JobSpec } from "../../src/core/job.ts";
import { JobStore } from "../../src/pipeline/job_store.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import { assertComplete, type JobResult } from "../../src/pipeline/run_result.ts";
import { fakeJob, hashesOf, recorder, StoreFolder } from "./store_folder.ts";

const study: JobSpec[] = [
  fakeJob("A/one"),
  fakeJob("A/two", { cost: 3 }),
  fakeJob("A/three", { needs: ["A/one", "A/two"] }),
  fakeJob("B/four", { data: ["power"] }),
];

async function withPower(folder: StoreFolder): Promise<{ dataPaths: Record<string, string> }> {
  await Deno.writeTextFile(folder.file("power.f32"), "1234");
  return { dataPaths: { power: folder.file("power.f32") } };
}

function folderOf(job: JobResult | undefined): string {
  assert(job?.state === "done");
  return job.stored.folder;
}

Deno.test("a run computes every job once, and a second run computes none", async () => {
  await using folder = new StoreFolder();
  const data = await withPower(folder);
  const first = recorder();
  const result = await runPlan(folder.options(study, { ...data, progress: first.observe }));
  assertComplete(result);
  assertEquals(first.lines.filter((line) => line.startsWith("started")).length, 4);
  assert(first.lines.indexOf("started A/three") > first.lines.indexOf("finished A/one"));

  const second = recorder();
  const again = await runPlan(folder.options(study, { ...data, progress: second.observe }));
  assertEquals(second.lines, ["planned", ...result.jobs.map(({ id }) => `reused ${id}`)]);
  assertEquals(hashesOf(again), hashesOf(result));
  assert(again.jobs.every((job) => job.state === "done" && job.reused));
});

Deno.test("the longest remaining chain starts first", async () => {
  await using folder = new StoreFolder();
  const { lines, observe } = recorder();
  const data = await withPower(folder);
  await runPlan(folder.options(study, { ...data, progress: observe, workers: 1 }));
  const started = lines.filter((line) => line.startsWith("started"));
  assertEquals(started, ["A/two", "A/one", "A/three", "B/four"].map((id) => `started ${id}`));
});

Deno.test("a stored job holds its manifest, its outputs and no checkpoint", async () => {
  await using folder = new StoreFolder();
  const result = await runPlan(folder.options([fakeJob("a")]));
  const names = [...Deno.readDirSync(folderOf(result.jobs[0]))].map(({ name }) => name).sort();
  assertEquals(names, ["job.json", "metrics.json", "timing.json", "weights.safetensors"]);
  const stored = [...Deno.readDirSync(folder.file("store"))].map(({ name }) => name);
  assertEquals(stored, [result.jobs[0]!.key]);
});

Deno.test("one, two or four workers end in the same hashes", async () => {
  const hashes: unknown[] = [];
  for (const workers of [1, 2, 4]) {
    await using folder = new StoreFolder();
    const data = await withPower(folder);
    hashes.push(hashesOf(await runPlan(folder.options(study, { ...data, workers }))));
  }
  assertEquals(hashes[1], hashes[0]);
  assertEquals(hashes[2], hashes[0]);
});

Deno.test("two ids of one key share one computation", async () => {
  await using folder = new StoreFolder();
  const { lines, observe } = recorder();
  const twin = { config: { seed: 1 } };
  const jobs = [fakeJob("A/x", twin), fakeJob("B/x", twin), fakeJob("B/y", { needs: ["B/x"] })];
  const result = await runPlan(folder.options(jobs, { progress: observe }));
  assertEquals(lines.filter((line) => line.startsWith("started")), ["started A/x", "started B/y"]);
  assertEquals(result.jobs.map(({ id }) => id), ["A/x", "B/x", "B/y"]);
  assertEquals(folderOf(result.jobs[0]), folderOf(result.jobs[1]));
});

for (
  const [damage, spoil, reason] of [
    ["a flipped bit in an output", async (path: string) => {
      const bytes = await Deno.readFile(join(path, "weights.safetensors"));
      bytes[1000]! ^= 1;
      await Deno.writeFile(join(path, "weights.safetensors"), bytes);
    }, "weights.safetensors has the wrong sha256"],
    [
      "an output cut short",
      (path: string) => Deno.truncate(join(path, "metrics.json"), 3),
      "metrics.json has the wrong size",
    ],
    [
      "an output removed",
      (path: string) => Deno.remove(join(path, "metrics.json")),
      "metrics.json is missing",
    ],
    [
      "a timing file removed",
      (path: string) => Deno.remove(join(path, "timing.json")),
      "timing.json is missing",
    ],
    [
      "its manifest cut short",
      (path: string) => Deno.truncate(join(path, "job.json"), 20),
      "job.json is missing or not JSON",
    ],
  ] as const
) {
  Deno.test(`a stored job with ${damage} is named, kept aside and run again`, async () => {
    await using folder = new StoreFolder();
    const jobs = [fakeJob("a"), fakeJob("b", { needs: ["a"] })];
    const before = await runPlan(folder.options(jobs));
    const path = folderOf(before.jobs.find(({ id }) => id === "a"));
    await spoil(path);
    const { lines, events, observe } = recorder();
    const after = await runPlan(folder.options(jobs, { progress: observe }));
    assertEquals(lines, ["planned", "reused b", "warning", "started a", ...lines.slice(4)]);
    const [warning] = events.filter((event) => event.type === "warning");
    assert(warning!.text.startsWith(`Stored job a is damaged: ${reason}`), warning!.text);
    assert(warning!.text.endsWith(`; kept as ${path}.damaged-1 and run again`), warning!.text);
    assert((await Deno.stat(`${path}.damaged-1`)).isDirectory);
    assertEquals(hashesOf(after), hashesOf(before));
  });
}

Deno.test("a job under a key that is not its own is damaged", async () => {
  await using folder = new StoreFolder();
  const result = await runPlan(folder.options([fakeJob("a")]));
  const store = new JobStore(folder.file("store"));
  const other = "f".repeat(64);
  await Deno.rename(folderOf(result.jobs[0]), store.path(other));
  assertEquals(await store.open(other), {
    state: "damaged",
    reason: `job.json describes another job: ${result.jobs[0]!.key}`,
  });
  await assertRejects(() => store.open("../x"), Error, `"../x" as the key`);
});

Deno.test("a job that fails, defects or crashes ends its dependents alone", async () => {
  await using folder = new StoreFolder();
  const { lines, observe } = recorder();
  const result = await runPlan(
    folder.options([
      fakeJob("diverge", { kind: "diverge", cost: 9 }),
      fakeJob("after", { needs: ["diverge"] }),
      fakeJob("long after", { needs: ["after"] }),
      fakeJob("fault", { kind: "fault" }),
      fakeJob("crash", { kind: "crash" }),
      fakeJob("silent", { kind: "silent" }),
      fakeJob("unknown", { kind: "toString" }),
      fakeJob("sound"),
    ], { progress: observe, workers: 1 }),
  );
  const states = Object.fromEntries(result.jobs.map((job) => [job.id, job.state]));
  assertEquals(states, {
    diverge: "failed",
    after: "skipped",
    "long after": "skipped",
    fault: "failed",
    crash: "failed",
    silent: "failed",
    unknown: "failed",
    sound: "done",
  });
  const errors = Object.fromEntries(
    result.jobs.flatMap((job) => job.state === "failed" ? [[job.id, job.error]] : []),
  );
  assertInstanceOf(errors.diverge, CliError);
  assertEquals(
    [errors.diverge.message, errors.diverge.hint, errors.diverge.exitCode],
    ["Cannot go on training: the loss is NaN", "Lower the learning rate", 7],
  );
  assert(!(errors.fault instanceof CliError) && errors.fault!.stack!.includes("fake_jobs.ts"));
  assertEquals(
    errors.crash!.message,
    "Worker crashed in job crash: Uncaught Error: out of nowhere",
  );
  assertEquals(errors.silent!.message, "Cannot store job silent as it has written no output");
  assertEquals(errors.unknown!.message, `Cannot run job unknown of the unknown kind "toString"`);
  assert(lines.includes("skipped long after"));

  const error = await assertRejects(() => Promise.try(() => assertComplete(result)), CliError);
  assertEquals([error.exitCode, error.hint], [7, "Lower the learning rate"]);
  assert(error.message.startsWith("Cannot finish 5 of 8 jobs and 2 that did not run after that: "));
  assert(error.message.includes("diverge: Cannot go on training: the loss is NaN; "));
});

Deno.test("data that changes while a job reads it, or after the plan, spoils the job", async () => {
  await using folder = new StoreFolder();
  const data = await withPower(folder);
  const result = await runPlan(
    folder.options([
      fakeJob("spoil", { kind: "spoil", data: ["power"], cost: 2 }),
      fakeJob("late", { data: ["power"] }),
    ], { ...data, workers: 1 }),
  );
  const messages = result.jobs.map((job) => job.state === "failed" ? job.error.message : "");
  const start = (id: string): string => `Cannot trust job ${id} as its data "power" has changed`;
  assert(messages[0]!.startsWith(`${start("spoil")} while it ran: expected sha256 `), messages[0]);
  assert(messages[1]!.startsWith(`${start("late")} since the run began: expected`), messages[1]);
  assert(result.jobs.every((job) => job.state === "failed" && job.error instanceof CliError));
});

Deno.test("a data file that is missing ends the run before any job", async () => {
  await using folder = new StoreFolder();
  const dataPaths = { power: folder.file("absent.f32") };
  const error = await assertRejects(() => runPlan(folder.options(study, { dataPaths })), CliError);
  assertEquals(error.message, `Cannot read the data set "power" at ${dataPaths.power}`);
});

Deno.test("a number of workers that is none is refused", async () => {
  await using folder = new StoreFolder();
  for (const workers of [0, -1, 1.5, NaN]) {
    await assertRejects(() => runPlan(folder.options([], { workers })), CliError, "workers");
  }
});

Deno.test("an aborted run rejects with the reason, frees its locks and goes on later", async () => {
  await using folder = new StoreFolder();
  const jobs = [fakeJob("a", { config: { epochs: 20, pause: 10 } })];
  const controller = new AbortController();
  const { lines, observe } = recorder();
  const reason = new CliError("Stopped", { exitCode: 130 });
  const stopped = await assertRejects(() =>
    runPlan(folder.options(jobs, {
      signal: controller.signal,
      progress: (event) => {
        observe(event);
        if (event.type === "progressed" && event.progress.done === 5) controller.abort(reason);
      },
    })), CliError);
  assertEquals(stopped, reason);
  assert(!lines.some((line) => line.startsWith("failed")), "an abort is shown as a failure");
  const rest = [...Deno.readDirSync(folder.file("store"))].map(({ name }) => name);
  assert(rest.length === 1 && rest[0]!.endsWith(".partial"), rest.join());

  const again = recorder();
  assertComplete(await runPlan(folder.options(jobs, { progress: again.observe })));
  assertEquals(again.lines.slice(0, 3), ["planned", "started a", "resumed a"]);
  assert(again.lines.filter((line) => line === "progressed a").length <= 15);
  await assertRejects(() => runPlan(folder.options(jobs, { signal: controller.signal })), CliError);
});

Deno.test("a damaged checkpoint is named, and the job ends in the same hashes", async () => {
  await using folder = new StoreFolder();
  const jobs = [fakeJob("a", { config: { epochs: 10, pause: 5 } })];
  const controller = new AbortController();
  await assertRejects(() =>
    runPlan(folder.options(jobs, {
      signal: controller.signal,
      progress: (event) => {
        if (event.type === "progressed" && event.progress.done === 5) controller.abort();
      },
    }))
  );
  const [partial] = [...Deno.readDirSync(folder.file("store"))].map(({ name }) => name);
  const path = join(folder.file("store"), partial!, "checkpoint");
  await Deno.truncate(path, 60);
  const { events, observe } = recorder();
  const result = await runPlan(folder.options(jobs, { progress: observe }));
  const warnings = events.flatMap((event) => event.type === "warning" ? [event.text] : []);
  assertEquals(warnings.length, 1);
  assert(warnings[0]!.startsWith(`Cannot use ${path}: expected `), warnings[0]);
  await using whole = new StoreFolder();
  assertEquals(hashesOf(result), hashesOf(await runPlan(whole.options(jobs))));
});

Deno.test("a job that another run computes is waited for, and then reused", async () => {
  await using folder = new StoreFolder();
  const slow = fakeJob("slow", { config: { epochs: 10, pause: 20 }, cost: 9 });
  const first = runPlan(folder.options([slow]));
  const { lines, events, observe } = recorder();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const jobs = [slow, fakeJob("other")];
  const second = await runPlan(folder.options(jobs, { progress: observe, workers: 1 }));
  assertEquals(lines.filter((line) => !line.startsWith("progressed")), [
    "planned",
    "waiting slow",
    "started other",
    "finished other",
    "reused slow",
  ]);
  const waiting = events.find((event) => event.type === "waiting");
  assertEquals(waiting?.holder, Deno.pid);
  assertEquals(hashesOf(second).slow, hashesOf(await first).slow);
});
