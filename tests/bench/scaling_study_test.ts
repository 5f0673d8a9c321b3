import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { scalingFiles } from "../../src/bench/scaling_files.ts";
import { timePlan } from "../../src/bench/scaling_study.ts";
import { CliError } from "../../src/core/cli_error.ts";
import type { JobSpec } from "../../src/core/job.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { planJobs } from "../../src/pipeline/plan.ts";
import { machine } from "../report/fixture.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

const spec = (id: string, cost: number, needs: string[] = []): JobSpec => ({
  id,
  experiment: "x",
  kind: "k",
  config: { id },
  data: [],
  needs,
  cost,
});

Deno.test("docs/scaling.md and its figure are what the published times give", async () => {
  const files = await scalingFiles(PROFILES.paper, `${ROOT}reports`);
  for (const [name, content] of Object.entries(files)) {
    assertEquals(await Deno.readTextFile(`${ROOT}docs/${name}`), content, name);
  }
});

Deno.test("a training takes its measured seconds, a probe its cost at the rate of the trainings", () => {
  const plan = planJobs([spec("a", 10), spec("b", 30), spec("probe", 4, ["a"])], {
    data: {},
    kernel: "0".repeat(64),
    engine: 1,
  });
  const { jobs, timed } = timePlan(plan, {
    schema: "unroll-timings/1",
    machine,
    secondsPerEpoch: { a: [1, 2], b: [5] },
  });
  assertEquals(timed, 2);
  const secondsOf = (id: string) =>
    jobs.find(({ key }) => plan.jobs.some((job) => job.key === key && job.specs[0].id === id))!
      .seconds;
  assertEquals([secondsOf("a"), secondsOf("b")], [3, 5]);
  assertAlmostEquals(secondsOf("probe"), 4 * (3 + 5) / (10 + 30), 1e-12);
});

Deno.test("missing or damaged measurements are named, with what to run", async () => {
  const reports = await Deno.makeTempDir();
  try {
    const asked = () => scalingFiles(PROFILES.quick, reports);
    await assertRejects(asked, CliError, "quick/timings.json");
    await Deno.mkdir(`${reports}/quick`);
    await Deno.copyFile(`${ROOT}reports/quick/timings.json`, `${reports}/quick/timings.json`);
    const error = await assertRejects(asked, CliError, "bench/scaling.json");
    assertStringIncludes(error.hint!, "bench:scaling");
    await Deno.mkdir(`${reports}/bench`);
    await Deno.writeTextFile(`${reports}/bench/scaling.json`, '{"schema": "unroll-scaling/0"}');
    await assertRejects(asked, CliError, "schema");
  } finally {
    await Deno.remove(reports, { recursive: true });
  }
});
