import { assert, assertEquals, assertRejects } from "@std/assert";
import { sha256 } from "../../src/core/sha256.ts";
import { DiskFullError } from "../../src/core/disk_full_error.ts";
import { PartialJob } from "../../src/pipeline/partial_job.ts";
import { StoreFolder } from "./store_folder.ts";

const epoch = (value: number): Uint8Array => new Uint8Array(100).fill(value);

Deno.test("outputs are written and recorded, timing apart from results", async () => {
  await using folder = new StoreFolder();
  const job = new PartialJob(folder.path);
  await job.write("metrics.json", "{}");
  await job.write("timing.json", "1", "timing");
  assertEquals(await Deno.readTextFile(folder.file("metrics.json")), "{}");
  assertEquals(job.outputs, {
    outputs: [{ name: "metrics.json", bytes: 2, sha256: sha256("{}") }],
    timing: ["timing.json"],
  });
});

Deno.test("an output cannot leave its folder, take a name of the store or be written twice", async () => {
  await using folder = new StoreFolder();
  const job = new PartialJob(folder.path);
  const names = ["../x", "a/b", "a\\b", "..", ".", "", ".hidden", "/x", "job.json", "checkpoint"];
  for (const name of [...names, "checkpoint.previous", "x.partial", "a\0b", "a\nb"]) {
    await assertRejects(() => job.write(name, "x"), Error, "as the name of an output");
  }
  await job.write("x", "1");
  await assertRejects(() => job.write("x", "2", "timing"), Error, `the output "x" twice`);
  assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["x"]);
});

Deno.test("a job goes on from its last checkpoint", async () => {
  await using folder = new StoreFolder();
  assertEquals(await new PartialJob(folder.path).loadCheckpoint(), undefined);
  const job = new PartialJob(folder.path);
  for (const value of [1, 2, 3]) await job.saveCheckpoint(epoch(value));
  let resumed = 0;
  const next = new PartialJob(folder.path, { resumed: () => resumed++ });
  assertEquals(await next.loadCheckpoint(), epoch(3));
  assertEquals(resumed, 1);
});

for (
  const [damage, spoil] of [
    ["cut short", (bytes: Uint8Array) => bytes.subarray(0, 70)],
    ["of a flipped bit", (bytes: Uint8Array) => bytes.with(90, bytes[90]! ^ 4)],
    ["that is empty", () => new Uint8Array()],
  ] as const
) {
  Deno.test(`a checkpoint ${damage} is named in one line, and costs one epoch`, async () => {
    await using folder = new StoreFolder();
    const job = new PartialJob(folder.path);
    for (const value of [1, 2, 3]) await job.saveCheckpoint(epoch(value));
    const path = folder.file("checkpoint");
    await Deno.writeFile(path, spoil(await Deno.readFile(path)));
    const warnings: string[] = [];
    const next = new PartialJob(folder.path, { warn: (text) => warnings.push(text) });
    assertEquals(await next.loadCheckpoint(), epoch(2));
    assertEquals(warnings.length, 1);
    assert(warnings[0]!.startsWith(`Cannot use ${path}: `) && !warnings[0]!.includes("\n"));
    await next.saveCheckpoint(epoch(3));
    await Deno.remove(path);
    assertEquals(await next.loadCheckpoint(), epoch(2), "the damaged one has replaced a whole one");
  });
}

Deno.test("a job without a whole checkpoint begins anew", async () => {
  await using folder = new StoreFolder();
  for (const name of ["checkpoint", "checkpoint.previous"]) {
    await Deno.writeTextFile(folder.file(name), "x");
  }
  const warnings: string[] = [];
  const job = new PartialJob(folder.path, { warn: (text) => warnings.push(text) });
  assertEquals(await job.loadCheckpoint(), undefined);
  assertEquals(warnings.length, 2);
});

Deno.test("a disk that fills up is named, and the checkpoint before is kept", async () => {
  await using folder = new StoreFolder();
  await new PartialJob(folder.path).saveCheckpoint(epoch(1));
  const full = Object.assign(new Error("No space left on device (os error 28)"), {
    code: "ENOSPC",
  });
  const job = new PartialJob(folder.path, { writeFile: () => Promise.reject(full) });
  const error = await assertRejects(() => job.saveCheckpoint(epoch(2)), DiskFullError);
  assertEquals(error.message, `Cannot write ${folder.file("checkpoint")} as the disk is full`);
  await assertRejects(() => job.write("metrics.json", "{}"), DiskFullError);
  assertEquals(job.outputs.outputs, []);
  assertEquals(await job.loadCheckpoint(), epoch(1));
});
