import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { JobSpec } from "../../src/core/job.ts";
import { type PlanInputs, planJobs } from "../../src/pipeline/plan.ts";
import { fakeJob } from "./store_folder.ts";

const inputs: PlanInputs = { data: { power: "a".repeat(64) }, kernel: "b".repeat(64), engine: 1 };

function keyOf(spec: JobSpec, other: Partial<PlanInputs> = {}): string {
  return planJobs([spec], { ...inputs, ...other }).jobs[0]!.key;
}

Deno.test("a key depends on kind, configuration, data, needs, kernel and engine, and on nothing else", () => {
  const job = fakeJob("Q/a", { data: ["power"] });
  const key = keyOf(job);
  assertEquals(keyOf({ ...job, id: "Q/b", experiment: "R", cost: 9 }), key);
  assertEquals(keyOf({ ...job, config: { seed: "Q/a", pause: -0, epochs: 3, x: undefined } }), key);
  for (
    const other of [
      keyOf({ ...job, kind: "probe" }),
      keyOf({ ...job, config: { ...job.config, epochs: 4 } }),
      keyOf({ ...job, data: [] }),
      keyOf(job, { data: { power: "c".repeat(64) } }),
      keyOf(job, { kernel: "c".repeat(64) }),
      keyOf(job, { engine: 2 }),
    ]
  ) assertNotEquals(other, key);
});

Deno.test("a key depends on the keys of the needed jobs, in their order", () => {
  const [a, b] = [fakeJob("Q/a"), fakeJob("Q/b")];
  const keyOfLast = (needs: string[], first = a): string =>
    planJobs([first, b, fakeJob("Q/c", { needs })], inputs).jobs
      .find(({ specs }) => specs[0].id === "Q/c")!.key;
  assertNotEquals(keyOfLast(["Q/a", "Q/b"]), keyOfLast(["Q/b", "Q/a"]));
  assertNotEquals(
    keyOfLast(["Q/a"]),
    keyOfLast(["Q/a"], fakeJob("Q/a", { config: { epochs: 9 } })),
  );
});

Deno.test("the configuration that a job is given is the one that was hashed", () => {
  const [job] = planJobs([fakeJob("a", { config: { zero: -0, absent: undefined } })], inputs).jobs;
  assert(Object.is(job!.config.zero, 0));
  assertEquals(Object.keys(job!.config), ["epochs", "pause", "seed", "zero"]);
});

Deno.test("two ids of one key are one job", () => {
  const twin = { config: { seed: 1 } };
  const { jobs } = planJobs([fakeJob("Q/a", twin), fakeJob("R/a", twin)], inputs);
  assertEquals(jobs.map(({ specs }) => specs.map(({ id }) => id)), [["Q/a", "R/a"]]);
});

Deno.test("the longest remaining chain comes first", () => {
  const { jobs } = planJobs([
    fakeJob("short", { cost: 5 }),
    fakeJob("last", { cost: 1, needs: ["first"] }),
    fakeJob("first", { cost: 4.5 }),
    fakeJob("trifle", { cost: 0 }),
  ], inputs);
  assertEquals(jobs.map(({ specs }) => specs[0].id), ["first", "short", "last", "trifle"]);
  assertEquals(jobs.map(({ priority }) => priority), [5.5, 5, 1, 0]);
});

Deno.test("every job follows all that it needs, whatever the graph", () => {
  const graph = fc.array(fc.tuple(fc.nat(3), fc.array(fc.nat())), { minLength: 1, maxLength: 20 })
    .map((nodes) =>
      nodes.map(([cost, links], index) => {
        const needs = index === 0 ? [] : [...new Set(links.map((link) => `${link % index}`))];
        return fakeJob(`${index}`, { cost, needs });
      })
    );
  const shuffled = graph.chain((specs) => fc.shuffledSubarray(specs, { minLength: specs.length }));
  fc.assert(fc.property(shuffled, (specs) => {
    const placed = new Set<string>();
    for (const { key, needs } of planJobs(specs, inputs).jobs) {
      assert(needs.every((need) => placed.has(need)));
      placed.add(key);
    }
    assertEquals(placed.size, specs.length);
  }));
});

Deno.test("jobs that cannot be planned are named", () => {
  const failures: [JobSpec[], string][] = [
    [[fakeJob("a"), fakeJob("a")], `two jobs of one id: "a"`],
    [[fakeJob("a", { needs: ["b"] })], `job "a": it needs an unknown job "b"`],
    [[fakeJob("a", { data: ["imdb"] })], `job "a": it reads an unknown data set "imdb"`],
    [[fakeJob("a", { cost: NaN })], `job "a": expected a cost from 0 up, got NaN`],
    [
      [
        fakeJob("a", { needs: ["b"] }),
        fakeJob("b", { needs: ["c"] }),
        fakeJob("c", { needs: ["b"] }),
      ],
      "need each other: b → c → b",
    ],
  ];
  for (const [specs, message] of failures) {
    assertThrows(() => planJobs(specs, inputs), Error, message);
  }
});
