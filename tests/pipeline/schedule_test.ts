import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  criticalPath,
  longestChain,
  makespan,
  type TimedJob,
  totalWork,
} from "../../src/pipeline/schedule.ts";

const job = (key: string, seconds: number, ...needs: string[]): TimedJob => ({
  key,
  seconds,
  needs,
});

Deno.test("a chain takes its whole length on any number of workers", () => {
  const chain = [job("a", 1), job("b", 2, "a"), job("c", 3, "b")];
  assertEquals([1, 2, 9].map((workers) => makespan(chain, workers)), [6, 6, 6]);
  assertEquals(criticalPath(chain), 6);
});

Deno.test("jobs that need nothing share the workers in the order of the plan", () => {
  const jobs = [job("a", 4), job("b", 3), job("c", 2), job("d", 1)];
  assertEquals([1, 2, 4].map((workers) => makespan(jobs, workers)), [10, 5, 4]);
});

Deno.test("a worker takes the first job that is ready, not the first in the plan", () => {
  const jobs = [job("a", 5), job("b", 1, "a"), job("c", 4)];
  assertEquals(makespan(jobs, 2), 6);
});

Deno.test("the longest chain is that of the longest time, not of the most jobs", () => {
  const jobs = [
    job("a", 1),
    job("b", 1, "a"),
    job("c", 1, "b"),
    job("d", 3),
    job("e", 1, "a", "d"),
  ];
  assertEquals(longestChain(jobs).map(({ key }) => key), ["d", "e"]);
  assertEquals(longestChain([]), []);
});

/** Plans of up to thirty jobs whose needs come before them. */
const plans = fc.array(
  fc.record({
    seconds: fc.integer({ min: 0, max: 100 }),
    needs: fc.array(fc.nat(29), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 30 },
).map((drafts) =>
  drafts.map(({ seconds, needs }, i) =>
    job(`${i}`, seconds, ...needs.filter((need) => need < i).map(String))
  )
);

Deno.test("no schedule beats the critical path or the work shared evenly, and Graham's bound holds", () => {
  fc.assert(fc.property(plans, fc.integer({ min: 1, max: 40 }), (jobs, workers) => {
    const found = makespan(jobs, workers), longest = criticalPath(jobs), work = totalWork(jobs);
    const chain = longestChain(jobs);
    for (const [i, { needs }] of chain.entries()) {
      assert(i === 0 || needs.includes(chain[i - 1]!.key));
    }
    assert(found >= longest - 1e-9 && found >= work / workers - 1e-9);
    // Graham, "Bounds on multiprocessing timing anomalies" (1969).
    assert(found <= work / workers + longest * (workers - 1) / workers + 1e-9);
    if (workers === 1) assertAlmostEquals(found, work, 1e-9);
    if (workers >= jobs.length) assertAlmostEquals(found, longest, 1e-9);
  }));
});

Deno.test("a number of workers that is none is refused", () => {
  for (const workers of [0, 1.5, NaN]) assertThrows(() => makespan([], workers), RangeError);
});
