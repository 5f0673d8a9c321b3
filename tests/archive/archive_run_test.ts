import { assert, assertEquals, assertRejects } from "@std/assert";
import { archiveRun } from "../../src/archive/archive_run.ts";
import { jobFile } from "../../src/archive/layout.ts";
import { openArchive } from "../../src/archive/members.ts";
import { CliError } from "../../src/core/cli_error.ts";
import { sha256OfFile } from "../../src/core/sha256.ts";
import type { PlanDocument } from "../../src/pipeline/plan_document.ts";
import { RunFolder } from "./run_fixture.ts";

Deno.test("two archives of one run are the same file, wherever the run lies", async () => {
  await using one = new RunFolder();
  await using other = new RunFolder();
  const first = await archiveRun(await one.publish(), one.places, one.file("a.zip"));
  const second = await archiveRun(await other.publish(), other.places, other.file("b.zip"));
  assertEquals(first.sha256, second.sha256);
  assertEquals(first.sha256, await sha256OfFile(first.path));
  assertEquals(first.bytes, (await Deno.stat(first.path)).size);
});

Deno.test("an archive holds the report, the models, each job's manifest and weights, and no raw data", async () => {
  await using run = new RunFolder();
  const plan = await run.publish();
  const { path } = await archiveRun(plan, run.places, run.file("a.zip"));
  const { members } = await openArchive(path);
  for (
    const name of [
      "CITATION.cff",
      "LICENSE",
      "SHA256SUMS",
      "data/sources.json",
      "deno.json",
      "deno.lock",
      "models/quick/a-one.safetensors",
      "plan.json",
      "reports/quick/figures/a.svg",
      "reports/quick/reference.json",
      "reports/quick/report.md",
      "reports/quick/results.json",
      "reports/quick/timings.json",
      "ro-crate-metadata.json",
      "src/kernels/assembly.sha256",
      "src/kernels/kernels.wasm",
      ...plan.jobs.flatMap(({ key }) =>
        ["job.json", "metrics.json", "weights.safetensors"].map((name) => jobFile(key, name))
      ),
    ]
  ) assert(members.has(name), name);
  assert(![...members.keys()].some((path) => /\.(f32|jsonl)$|timing\.json$/.test(path)));
});

Deno.test("archiving refuses what is not there or not what was published, and leaves no file", async () => {
  await using run = new RunFolder();
  const plan = await run.publish();
  const out = run.file("a.zip");
  const refused = async (pattern: string, changed: PlanDocument = plan): Promise<void> => {
    await assertRejects(() => archiveRun(changed, run.places, out), CliError, pattern);
    await assertRejects(() => Deno.stat(out), Deno.errors.NotFound);
  };
  const weights = run.file(`store/${plan.jobs[0]!.key}/weights.safetensors`);
  const content = await Deno.readFile(weights);
  await refused("of another version: engine: expected 99, got 1", { ...plan, engine: 99 });
  await refused(`key of A/two: expected no such job, got one`, {
    ...plan,
    jobs: plan.jobs.slice(0, 1),
  });

  await Deno.writeFile(weights, new Uint8Array(content.length));
  await refused("weights.safetensors has the wrong sha256");
  await Deno.remove(run.file(`store/${plan.jobs[0]!.key}`), { recursive: true });
  await refused(`Cannot archive job ${plan.jobs[0]!.ids[0]}: it is not in the store`);
  await Deno.remove(run.file("reports/quick/reference.json"));
  await refused("Cannot read the reference");
});

Deno.test("archiving that fails keeps the archive that was there before", async () => {
  await using run = new RunFolder();
  const plan = await run.publish();
  await Deno.writeTextFile(run.file("a.zip"), "before");
  await Deno.remove(run.file("reports/quick/timings.json"));
  await assertRejects(
    () => archiveRun(plan, run.places, run.file("a.zip")),
    CliError,
    "timings.json",
  );
  assertEquals(await Deno.readTextFile(run.file("a.zip")), "before");
});
