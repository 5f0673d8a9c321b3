import { assertAlmostEquals, assertEquals } from "@std/assert";
import { planJobs, type PlannedJob } from "../../src/pipeline/plan.ts";
import { TimeLeft } from "../../src/pipeline/time_left.ts";
import { fakeJob } from "./store_folder.ts";

const plan = planJobs(
  [fakeJob("a", { cost: 60 }), fakeJob("b", { cost: 30 }), fakeJob("c", { cost: 10 })],
  { data: {}, kernel: "0".repeat(64), engine: 1 },
);
const [a, b, c] = plan.jobs as [PlannedJob, PlannedJob, PlannedJob];

function begun(): TimeLeft {
  const left = new TimeLeft();
  left.observe({ type: "planned", plan }, 0);
  return left;
}

function progressed(job: PlannedJob, done: number): Parameters<TimeLeft["observe"]>[0] {
  return { type: "progressed", job, progress: { done, total: 10, note: "" } };
}

Deno.test("time left is the cost left at the rate so far", () => {
  const left = begun();
  assertEquals([left.fraction, left.at(5)], [0, undefined]);
  left.observe({ type: "started", job: a }, 1000);
  left.observe(progressed(a, 5), 4000);
  assertAlmostEquals(left.fraction, 0.3);
  assertAlmostEquals(left.at(4000)!, 7000);
  left.observe({ type: "finished", job: a }, 7000);
  assertAlmostEquals(left.at(7000)!, 4000);
});

Deno.test("work that was found done does not count as fast work", () => {
  const left = begun();
  left.observe({ type: "reused", job: b }, 0);
  assertEquals(left.at(0), undefined);
  left.observe({ type: "started", job: a }, 0);
  left.observe({ type: "resumed", job: a }, 0);
  left.observe(progressed(a, 8), 500);
  assertEquals(left.at(500), undefined);
  left.observe(progressed(a, 9), 1000);
  assertAlmostEquals(left.at(1000)!, 16 / 6 * 1000);
});

Deno.test("jobs that will not run take no time, and a run at its end has none left", () => {
  const left = begun();
  left.observe({ type: "started", job: c }, 0);
  left.observe({ type: "finished", job: c }, 1000);
  left.observe({ type: "failed", job: a, error: new Error() }, 1000);
  assertAlmostEquals(left.at(1000)!, 3000);
  left.observe({ type: "skipped", job: b, reason: "" }, 1000);
  assertEquals([left.fraction, left.at(1000)], [1, 0]);
});
