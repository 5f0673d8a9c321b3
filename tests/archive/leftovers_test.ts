import { assertEquals, assertRejects } from "@std/assert";
import { dirname, relative } from "node:path";
import { findLeftovers, type LeftoverPlaces } from "../../src/archive/leftovers.ts";
import { namedKeys } from "../../src/archive/named_keys.ts";
import { removeLeftovers } from "../../src/archive/remove_leftovers.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { readSources } from "../../src/data/sources.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { tryLock } from "../../src/pipeline/job_lock.ts";
import { planProfile } from "../../src/reproduction/profile_plan.ts";
import { RunFolder } from "./run_fixture.ts";

const NAMED = "a".repeat(64), OLD = "b".repeat(64), HELD = "c".repeat(64), DONE = "d".repeat(64);

async function places(run: RunFolder, ...files: string[]): Promise<LeftoverPlaces> {
  for (const name of files) {
    await Deno.mkdir(dirname(run.file(name)), { recursive: true });
    await Deno.writeTextFile(run.file(name), "12345");
  }
  return {
    store: run.file("store"),
    cache: run.file("cache"),
    written: [run.file("reports")],
    keys: new Set([NAMED, DONE]),
    sources: await readSources(),
  };
}

async function found(run: RunFolder, where: LeftoverPlaces): Promise<string[]> {
  return (await findLeftovers(where)).map(({ path }) => relative(run.path, path)).sort();
}

Deno.test("leftovers are what nothing names; checkpoints of named jobs, downloads and fresh writes are kept", async () => {
  await using run = new RunFolder();
  const where = await places(
    run,
    `store/${NAMED}.partial/checkpoint`,
    `store/${DONE}/job.json`,
    `store/${DONE}.partial/checkpoint`,
    `store/${NAMED}.damaged-1/job.json`,
    `store/${OLD}/job.json`,
    `store/${OLD}.partial/checkpoint`,
    `store/notes.txt`,
    "cache/downloads/aclImdb_v1.tar.gz",
    "cache/downloads/aclImdb_v1.tar.gz.partial",
    "cache/downloads/old.zip",
    "cache/canonical/simulated-household.f32",
    "cache/canonical/simulated-household.f32.damaged",
    "reports/quick/report.md",
    "reports/quick/report.md.77-0.partial",
  );
  const expected = [
    "cache/canonical/simulated-household.f32.damaged",
    "cache/downloads/old.zip",
    `store/${OLD}`,
    `store/${OLD}.partial`,
    `store/${DONE}.partial`,
    `store/${NAMED}.damaged-1`,
  ].sort();
  assertEquals(await found(run, where), expected);
  const later = { ...where, now: () => Date.now() + 4_000_000 };
  assertEquals(
    await found(run, later),
    ["reports/quick/report.md.77-0.partial", ...expected].sort(),
  );
});

Deno.test("removing leftovers leaves nothing of them, and nothing else is touched", async () => {
  await using run = new RunFolder();
  const where = await places(
    run,
    `store/${NAMED}/job.json`,
    `store/${OLD}/job.json`,
    `store/${OLD}.lock`,
    `store/${OLD}.damaged-1/job.json`,
    "cache/downloads/old.zip",
  );
  const removals = await Array.fromAsync(removeLeftovers(await findLeftovers(where)));
  assertEquals(removals.length, 4);
  assertEquals(removals.every(({ keptFor }) => keptFor === undefined), true);
  assertEquals(await found(run, where), []);
  assertEquals([...Deno.readDirSync(where.store)].map(({ name }) => name), [NAMED]);
  // A second removal of the same list, as after a kill in between, finds them gone.
  await Array.fromAsync(removeLeftovers(removals.map(({ leftover }) => leftover)));
});

Deno.test("what belongs to a job that a process computes is kept, and the process is named", async () => {
  await using run = new RunFolder();
  const where = await places(run, `store/${HELD}.partial/checkpoint`);
  const lock = (await tryLock(`${where.store}/${HELD}.lock`))!;
  const removals = await Array.fromAsync(removeLeftovers(await findLeftovers(where)));
  assertEquals(removals.map(({ keptFor }) => keptFor), [Deno.pid, Deno.pid]);
  await Deno.stat(run.file(`store/${HELD}.partial/checkpoint`));
  await lock.release();
});

Deno.test("named keys are those of every plan and every reference; an unreadable reference names nothing safely", async () => {
  await using run = new RunFolder();
  const plan = await run.publish();
  const keys = await namedKeys(run.places.reports);
  for (const { key } of plan.jobs) assertEquals(keys.has(key), true);
  for (const profile of Object.values(PROFILES)) {
    for (const { key } of (await planProfile(profile)).jobs) assertEquals(keys.has(key), true);
  }
  await Deno.writeTextFile(run.file("reports/quick/reference.json"), "{");
  await assertRejects(() => namedKeys(run.places.reports), CliError, "Cannot read the reference");
});
