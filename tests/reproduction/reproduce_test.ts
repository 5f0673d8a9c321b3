import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { ENGINE_VERSION } from "../../src/core/engine_version.ts";
import { STREAM_VERSION } from "../../src/core/random.ts";
import { readSources } from "../../src/data/sources.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { kernelHash } from "../../src/kernels/kernels_file.ts";
import type { Reference } from "../../src/pipeline/reference.ts";
import { profileNamed, reproduce } from "../../src/reproduction/reproduce.ts";
import { ReproductionFolder } from "./reproduction_folder.ts";

const JOB = "Q7-a/persistence";

/** A reference that knows one job; without arguments its hashes are wrong. */
async function referenceOf(key = "0".repeat(64), outputs = {}): Promise<Reference> {
  const { datasets } = await readSources();
  const name = PROFILES.quick.powerData;
  return {
    profile: "quick",
    engine: ENGINE_VERSION,
    streams: STREAM_VERSION,
    kernel: await kernelHash(),
    data: { [name]: datasets[name]!.sha256 },
    jobs: { [JOB]: { key, outputs } },
  };
}

Deno.test("profiles are found by name", () => {
  assertEquals(profileNamed("quick"), PROFILES.quick);
  assertEquals(profileNamed("paper"), PROFILES.paper);
});

Deno.test("an unknown profile is a CliError that names the known ones", async () => {
  const error = assertThrows(() => profileNamed("quik"), CliError);
  assertEquals(error.message, 'Cannot find a profile named "quik"');
  assertEquals(error.hint, "Choose one of quick, paper");
  await using folder = new ReproductionFolder();
  await assertRejects(() => reproduce(folder.options({ profile: "quik" })), CliError, "quik");
});

Deno.test("a missing or damaged reference is a CliError before any data is made or any job runs", async () => {
  for (
    const [content, message] of [
      [undefined, "Cannot read the reference"],
      ['{"profile":', "Cannot read the reference"],
      ['{"profile":"quick"}', "as a reference"],
    ] as const
  ) {
    await using folder = new ReproductionFolder();
    if (content !== undefined) await folder.publish(content);
    const error = await assertRejects(() => reproduce(folder.options()), CliError, message);
    assertStringIncludes(error.message, join("reports", "quick", "reference.json"));
    assertEquals(folder.events, []);
    assertEquals(folder.names(), content === undefined ? [] : ["reports"]);
  }
});

Deno.test("an unknown job is a CliError before anything else happens", async () => {
  await using folder = new ReproductionFolder();
  const error = await assertRejects(
    () => reproduce(folder.options({ only: ["Q9"] })),
    CliError,
    'Cannot find jobs named "Q9"',
  );
  assertStringIncludes(error.hint!, "Q7-a");
  assertEquals([folder.events, folder.names()], [[], []]);
});

Deno.test("a part of a profile cannot be published", async () => {
  await using folder = new ReproductionFolder();
  await assertRejects(
    () => reproduce(folder.options({ only: [JOB], publish: true })),
    CliError,
    "Cannot publish a part of a profile",
  );
  assertEquals([folder.events, folder.names()], [[], []]);
});

Deno.test("one job is reproduced against its reference, and one wrong bit of it is found and named", async () => {
  await using folder = new ReproductionFolder();
  const only = folder.options({ only: [JOB] });

  await folder.publish(await referenceOf());
  const wrong = await reproduce(only);
  assertEquals(wrong.equal, false);
  assertEquals(wrong.rows.map(({ id, equal }) => [id, equal]), [[JOB, false]]);
  assertStringIncludes(wrong.difference!, `Job ${JOB} has another key`);

  // The true hashes, as the store has them.
  const key = /got ([0-9a-f]{64})/.exec(wrong.difference!)![1]!;
  const manifest = JSON.parse(await Deno.readTextFile(await manifestPath(only.store, key)));
  const outputs: Record<string, string> = Object.fromEntries(
    manifest.outputs.map(({ name, sha256 }: { name: string; sha256: string }) => [name, sha256]),
  );
  await folder.publish(await referenceOf(key, outputs));
  const right = await reproduce(only);
  assertEquals(right.equal, true);
  assertEquals(right.rows.map(({ expected, got }) => expected === got), [true]);
  assertEquals(right.difference, undefined);

  const hash = outputs["metrics.json"]!;
  const flipped = (parseInt(hash[0]!, 16) ^ 1).toString(16) + hash.slice(1);
  await folder.publish(await referenceOf(key, { ...outputs, "metrics.json": flipped }));
  const changed = await reproduce(only);
  assertEquals(changed.equal, false);
  assertStringIncludes(changed.difference!, JOB);
  assertStringIncludes(changed.difference!, `metrics.json: expected ${flipped}, got ${hash}`);

  // Published files are read, never written.
  const published = [...Deno.readDirSync(join(only.reports, "quick"))].map(({ name }) => name);
  assertEquals(published, ["reference.json"]);
});

Deno.test("a network's exported file is scored, and found out when it is not the published one", async () => {
  await using folder = new ReproductionFolder();
  const job = "P4/SimpleRNN/seed-1", only = folder.options({ only: [job] });
  await folder.publish(await referenceOf());
  const published = join(only.reports, "quick", "exports.json");
  const own = join(only.runs, "quick", "exports.json");

  const first = await reproduce(only);
  assertEquals(first.exports.map(({ job }) => job), [job]);
  assertEquals([first.unfaithful, first.moved], [[], []]);
  const scores = await Deno.readTextFile(own);

  await Deno.writeTextFile(published, scores);
  // What a run leaves for the next one saves work; damaged, it is made again.
  await Deno.truncate(own, 100);
  assertEquals((await reproduce(only)).moved, []);
  assertEquals(await Deno.readTextFile(own), scores);

  const { file } = first.exports[0]!;
  await Deno.writeTextFile(published, scores.replace(file, "0".repeat(64)));
  assertEquals((await reproduce(only)).moved, first.exports);

  const before = folder.events.length;
  await Deno.truncate(published, 100);
  await assertRejects(() => reproduce(only), CliError, published);
  assertEquals(folder.events.length, before);
});

/** Path of a stored job's manifest. */
async function manifestPath(store: string, key: string): Promise<string> {
  const pending = [store];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) pending.push(path);
      else if (name === "job.json" && path.includes(key)) return path;
    }
  }
  assert(false, `no manifest of ${key}`);
}
