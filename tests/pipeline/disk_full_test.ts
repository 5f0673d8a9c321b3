import { assert, assertEquals, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import { assertComplete } from "../../src/pipeline/run_result.ts";
import { canMount, smallDisk } from "./small_disk.ts";
import { fakeJob, hashesOf, StoreFolder } from "./store_folder.ts";

Deno.test({
  name: "a full disk ends the run with one message, loses nothing and leaves nothing half-written",
  ignore: !await canMount(),
  async fn() {
    await using folder = new StoreFolder();
    await using disk = await smallDisk(folder.file("disk"), 2 * 2 ** 20);
    assert(disk);
    const options = { store: folder.file("disk/store"), workers: 1 };
    const sound = fakeJob("sound", { cost: 3 });
    const fill = fakeJob("fill", { kind: "fill", config: { megabytes: 4 }, cost: 2 });
    const result = await runPlan(folder.options([sound, fill, fakeJob("late")], options));
    assertEquals(result.jobs.map(({ state }) => state), ["done", "failed", "skipped"]);
    const error = assertThrows(() => assertComplete(result), CliError);
    const path = `${folder.file("disk/store")}/${result.jobs[1]!.key}.partial/checkpoint`;
    assertEquals(
      error.message,
      `Cannot finish 1 of 3 jobs and 1 that did not run after that: fill: Cannot write ${path} as the disk is full`,
    );
    assert(error.hint?.startsWith("Free some space"));
    const names = [...Deno.readDirSync(options.store)].map(({ name }) => name).sort();
    const expected = [result.jobs[0]!.key, `${result.jobs[1]!.key}.partial`].sort();
    assertEquals(names, expected);
    assertEquals([...Deno.readDirSync(`${options.store}/${result.jobs[1]!.key}.partial`)], []);

    await using whole = new StoreFolder();
    const rest = [sound, fakeJob("late")];
    const after = await runPlan(folder.options(rest, options));
    assertEquals(hashesOf(after), hashesOf(await runPlan(whole.options(rest))));
  },
});

/** Writes zeros to a new file until nothing more fits. */
async function fillUp(path: string): Promise<void> {
  await using file = await Deno.open(path, { write: true, createNew: true });
  const zeros = new Uint8Array(4096);
  try {
    for (;;) await file.write(zeros);
  } catch (error) {
    assertEquals((error as { code?: string }).code, "ENOSPC");
  }
}

Deno.test({
  name: "a disk that is full before a job begins ends the run too, and holds no lock afterwards",
  ignore: !await canMount(),
  async fn() {
    await using folder = new StoreFolder();
    await using disk = await smallDisk(folder.file("disk"), 2 ** 20);
    assert(disk);
    const options = { store: folder.file("disk/store"), workers: 1 };
    const jobs = [fakeJob("first", { cost: 2 }), fakeJob("second")];
    await Deno.mkdir(options.store);
    await fillUp(folder.file("disk/filler"));
    const result = await runPlan(folder.options(jobs, options));
    assertEquals(result.jobs.map(({ state }) => state), ["failed", "skipped"]);
    assertThrows(
      () => assertComplete(result),
      CliError,
      `Cannot write ${options.store}/${result.jobs[0]!.key}.lock as the disk is full`,
    );
    await Deno.remove(folder.file("disk/filler"));
    const after = await runPlan(folder.options(jobs, options));
    assertEquals(after.jobs.map(({ state }) => state), ["done", "done"]);
  },
});
