import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { jobKey } from "../../src/pipeline/job_key.ts";
import { JobStore } from "../../src/pipeline/job_store.ts";
import type { Manifest } from "../../src/pipeline/manifest.ts";
import { PartialJob } from "../../src/pipeline/partial_job.ts";
import { StoreFolder } from "./store_folder.ts";

const identity = {
  kind: "train",
  config: { seed: 1 },
  data: {},
  needs: [],
  kernel: "0".repeat(64),
  engine: 1,
  streams: 1,
};
const key = jobKey(identity);

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

async function newStore(folder: StoreFolder): Promise<JobStore> {
  const store = new JobStore(folder.file("deep/store"));
  await store.create();
  return store;
}

/** Builds the job in its partial folder up to the moment before it is committed. */
async function build(store: JobStore): Promise<Manifest> {
  const job = new PartialJob(await store.prepare(key));
  await job.saveCheckpoint(new Uint8Array(9));
  await job.saveCheckpoint(new Uint8Array(9));
  await job.write("metrics.json", "{}");
  return { ...identity, ...job.outputs };
}

Deno.test("a committed job is found under its key, as it was built", async () => {
  await using folder = new StoreFolder();
  const store = await newStore(folder);
  assertEquals(await store.open(key), { state: "absent" });
  const manifest = await build(store);
  assertEquals(await store.open(key), { state: "absent" }, "a job appears before it is committed");
  const job = await store.commit(key, manifest);
  assertEquals(await store.open(key), { state: "stored", job });
  assertEquals(await namesIn(store.folder), [key]);
  assertEquals(await namesIn(job.folder), ["job.json", "metrics.json"]);
});

Deno.test("what an interrupted run has built is cleared away, except for its checkpoints", async () => {
  await using folder = new StoreFolder();
  const store = await newStore(folder);
  await build(store);
  const partial = store.partialPath(key);
  await Deno.writeTextFile(join(partial, "metrics.json.7-0.partial"), "{");
  await Deno.mkdir(join(partial, "junk/deep"), { recursive: true });
  assertEquals(await store.prepare(key), partial);
  assertEquals(await namesIn(partial), ["checkpoint", "checkpoint.previous"]);
});

Deno.test("checkpoints that a kill has left in a stored job are removed", async () => {
  await using folder = new StoreFolder();
  const store = await newStore(folder);
  const job = await store.commit(key, await build(store));
  await Deno.writeTextFile(join(job.folder, "checkpoint"), "x");
  assertEquals((await store.open(key)).state, "stored");
  assertEquals(await namesIn(job.folder), ["job.json", "metrics.json"]);
});

Deno.test("damaged jobs are set aside side by side", async () => {
  await using folder = new StoreFolder();
  const store = await newStore(folder);
  for (const count of [1, 2]) {
    await store.commit(key, await build(store));
    assertEquals(await store.setAside(key), `${store.path(key)}.damaged-${count}`);
    assertEquals(await store.open(key), { state: "absent" });
  }
});

Deno.test("a manifest of another form is damage, and names the place", async () => {
  await using folder = new StoreFolder();
  const store = await newStore(folder);
  const manifest = await build(store);
  const outputs = [{ ...manifest.outputs[0]!, name: "../../outside" }];
  await store.commit(key, { ...manifest, outputs });
  const lookup = await store.open(key);
  assert(lookup.state === "damaged");
  assert(lookup.reason.startsWith(`job.json is no manifest: "outputs.0.name"`), lookup.reason);
});

Deno.test("a store that cannot be made is named", async () => {
  await using folder = new StoreFolder();
  await Deno.writeTextFile(folder.file("file"), "");
  const store = new JobStore(folder.file("file/store"));
  await assertRejects(() => store.create(), CliError, `the store's folder ${store.folder}`);
});
