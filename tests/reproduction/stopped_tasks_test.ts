/** Real jobs of the quick profile, and the tasks around them, two at once and stopped on the way. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { sha256OfFile } from "../../src/core/sha256.ts";
import { readSources } from "../../src/data/sources.ts";
import { rowsOf, type RunningTask, TaskFolder } from "./task_folder.ts";

const TRAININGS = ["Q7-c/window-30/SimpleRNN/seed-1", "Q7-c/window-30/LSTM/seed-1"];
const JOBS = [...TRAININGS, "Q7-a/persistence", "Q7-a/autoregression"];

function reproduce(folder: TaskFolder, jobs: readonly string[], workers = 1): RunningTask {
  return folder.start("reproduce", "--json", "--workers", String(workers), "--only", ...jobs);
}

/** Every job by its id, with whether all its hashes are the published ones. */
async function verdicts(task: RunningTask): Promise<Record<string, boolean>> {
  const ended = await task.ended;
  assertEquals(ended.code, 0, ended.errors);
  return Object.fromEntries(rowsOf(ended).map(({ id, equal }) => [id, equal]));
}

function allEqual(jobs: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(jobs.map((id) => [id, true]));
}

/** When the newest checkpoint in the store was written, in milliseconds since 1970; 0 when there is none. */
async function newestCheckpoint(folder: TaskFolder): Promise<number> {
  const times = await Promise.all(
    folder.stored().map(async (name) => {
      const checkpoint = await Deno.stat(folder.file(`data/store/${name}/checkpoint`))
        .catch(() => undefined);
      return checkpoint?.mtime?.getTime() ?? 0;
    }),
  );
  return Math.max(0, ...times);
}

/** Waits until a job has written another checkpoint than that of `before`, so that it is in the middle of its training. */
async function checkpointAfter(folder: TaskFolder, before: number): Promise<number> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const written = await newestCheckpoint(folder);
    if (written > before) return written;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("no checkpoint was written in a minute");
}

/** Path and hash of every file below a folder; none when there is no folder. */
async function hashesBelow(folder: string, within = ""): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${within}`)).catch(() => []);
  for (const { name, isDirectory } of entries) {
    const path = `${within}${name}`;
    if (!isDirectory) hashes.set(path, await sha256OfFile(`${folder}/${path}`));
    else for (const entry of await hashesBelow(folder, `${path}/`)) hashes.set(...entry);
  }
  return hashes;
}

/** Whether a name is that of an interrupted write, which readers pass over and `clean` removes. */
function isRest(path: string): boolean {
  return /\.\d+-\d+\.partial$/.test(path);
}

/**
 * Starts a task again and again and stops each after another time; then lets it end. Whatever a stopped one has left under its own
 * name has to be what the last one wrote. Returns the hashes in the end.
 */
async function stopAgainAndAgain(
  start: () => RunningTask,
  written: string,
): Promise<Map<string, string>> {
  const found: Map<string, string>[] = [];
  const signals = ["SIGTERM", "SIGINT", "SIGKILL"] as const;
  for (const [i, delay] of [150, 400, 600, 800, 1000, 1300].entries()) {
    const task = start();
    await new Promise((resolve) => setTimeout(resolve, delay));
    try {
      task.kill(signals[i % signals.length]!);
    } catch {
      // It has ended by itself.
    }
    const { code, errors } = await task.ended;
    assert([0, 130, 137, 143].includes(code), errors);
    found.push(await hashesBelow(written));
  }
  const { code, errors } = await start().ended;
  assertEquals(code, 0, errors);
  const whole = await hashesBelow(written);
  for (const [path, hash] of found.flatMap((hashes) => [...hashes])) {
    if (!isRest(path)) assertEquals(hash, whole.get(path), path);
  }
  return new Map([...whole].filter(([path]) => !isRest(path)));
}

Deno.test("two reproductions at once on one store share its real jobs, and both end with every published hash", async () => {
  await using folder = new TaskFolder();
  const both = [reproduce(folder, JOBS), reproduce(folder, JOBS)];
  for (const task of both) assertEquals(await verdicts(task), allEqual(JOBS));
  assertEquals(folder.stored().length, JOBS.length);
  assert(folder.stored().every((name) => /^[0-9a-f]{64}$/.test(name)), "nothing but whole jobs");
});

Deno.test("a real training that is stopped by Ctrl-C, SIGTERM and SIGKILL goes on each time, and ends with the published hash", async () => {
  await using folder = new TaskFolder();
  const [, lstm] = TRAININGS, jobs = [lstm!];
  let written = 0;
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGKILL", 137]] as const) {
    const task = reproduce(folder, jobs);
    written = await checkpointAfter(folder, written);
    task.kill(signal);
    const ended = await task.ended;
    assertEquals([ended.code, ended.output], [code, ""], ended.errors);
    if (signal === "SIGKILL") continue;
    assertEquals(
      ended.errors.split("\n").slice(-2),
      [
        `error: Stopped by ${signal}: run the same command again to go on from the last checkpoints`,
        "",
      ],
    );
    assertEquals(folder.stored().length, 1, "a lock was left");
  }
  const last = reproduce(folder, jobs);
  assertEquals(await verdicts(last), allEqual(jobs));
  assertStringIncludes((await last.ended).errors, `${lstm} goes on from its last checkpoint`);
  assertEquals(folder.stored().length, 1);
});

Deno.test("an export that is stopped at any moment leaves whole files alone, and ends when it is run again", async () => {
  await using folder = new TaskFolder();
  await verdicts(reproduce(folder, TRAININGS, 2));
  const files = await stopAgainAndAgain(() => folder.start("export"), folder.file("models"));
  const stems = ["q7-c-window-30-simplernn-seed-1", "q7-c-window-30-lstm-seed-1"];
  assertEquals(
    [...files.keys()].sort(),
    stems.flatMap((stem) =>
      ["explain.onnx", "md", "onnx", "safetensors"]
        .map((ending) => `quick/${stem}.${ending}`)
    ).sort(),
  );
});

Deno.test("making data that is stopped at any moment leaves whole data sets alone, and ends when it is run again", async () => {
  await using folder = new TaskFolder();
  const names = ["simulated-household", "simulated-household-events", "simulated-reviews"];
  const cache = folder.file("cache");
  const files = await stopAgainAndAgain(
    () => folder.start("data", "--cache", cache, ...names),
    cache,
  );
  const { datasets } = await readSources();
  assertEquals(
    files,
    new Map(names.map((name) => [`canonical/${datasets[name]!.file}`, datasets[name]!.sha256])),
  );
});
