import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { studyJobs } from "../../src/experiments/study.ts";
import { planJobs } from "../../src/pipeline/plan.ts";
import {
  jobWithKey,
  jobWithNeeds,
  profileWithKey,
  runProfileJob,
} from "../../src/reproduction/profile_job.ts";
import { planProfile } from "../../src/reproduction/profile_plan.ts";
import { fakeJob } from "../pipeline/store_folder.ts";

Deno.test("a job's key, or a beginning of 8 digits or more that fits no other, names it", () => {
  const inputs = { data: {}, kernel: "0".repeat(64), engine: 1 };
  const plan = planJobs([fakeJob("a"), fakeJob("b")], inputs);
  for (const { key } of plan.jobs) {
    assertEquals(jobWithKey(key, plan).key, key);
    assertEquals(jobWithKey(key.slice(0, 12), plan).key, key);
    assertThrows(() => jobWithKey(key.slice(0, 7), plan), CliError, "Cannot find a job");
  }
  assertThrows(() => jobWithKey("0".repeat(64), plan), CliError, "Cannot find a job");
  const [job] = plan.jobs;
  const double = { ...plan, jobs: [job!, { ...job!, key: `${job!.key.slice(0, 20)}x` }] };
  assertThrows(() => jobWithKey(job!.key.slice(0, 10), double), CliError, "Cannot tell which");
});

Deno.test("a job comes with all that it needs and nothing else", () => {
  const specs = [
    fakeJob("a"),
    fakeJob("b", { needs: ["a"] }),
    fakeJob("b/more"),
    fakeJob("c", { needs: ["b"] }),
  ];
  assertEquals(jobWithNeeds("b", specs).map(({ id }) => id), ["a", "b"]);
  assertEquals(jobWithNeeds("c", specs).map(({ id }) => id), ["a", "b", "c"]);
});

Deno.test("planProfile() plans every job of each profile without its data", async () => {
  for (const profile of Object.values(PROFILES)) {
    const plan = await planProfile(profile);
    const ids = plan.jobs.flatMap(({ specs }) => specs.map(({ id }) => id)).sort();
    assertEquals(ids, studyJobs(profile).map(({ id }) => id).sort());
    assertEquals((await profileWithKey(plan.jobs[0]!.key)).name, profile.name);
  }
  await assertRejects(() => profileWithKey("0".repeat(64)), CliError, "in any profile");
});

Deno.test("runProfileJob() computes the one job in the store, and finds it there the next time", async () => {
  const folder = await Deno.makeTempDir({ prefix: "unroll-job-" });
  try {
    const plan = await planProfile(PROFILES.quick);
    const { key } = plan.jobs.find(({ kind }) => kind === "persistence")!;
    const run = () =>
      runProfileJob(key, PROFILES.quick, {
        store: join(folder, "store"),
        data: { cache: join(folder, "cache") },
      });
    for (const reused of [false, true]) {
      const { jobs } = await run();
      assertEquals(jobs.map((job) => job.state === "done" && [job.key, job.reused]), [[
        key,
        reused,
      ]]);
    }
    assertEquals([...Deno.readDirSync(join(folder, "store"))].map(({ name }) => name), [key]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
