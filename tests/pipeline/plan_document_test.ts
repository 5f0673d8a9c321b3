import { assert, assertEquals, assertThrows } from "@std/assert";
import { planJobs } from "../../src/pipeline/plan.ts";
import {
  keyOfEntry,
  parsePlanDocument,
  planDocument,
  specsOf,
} from "../../src/pipeline/plan_document.ts";
import { fakeJob } from "./store_folder.ts";

const inputs = { data: { power: "1".repeat(64) }, kernel: "0".repeat(64), engine: 1 };
const plan = planJobs([
  fakeJob("A/one", { data: ["power"], config: { seed: "x" } }),
  fakeJob("B/same", { data: ["power"], config: { seed: "x" }, cost: 5 }),
  fakeJob("A/two", { needs: ["B/same"] }),
], inputs);
const document = planDocument("quick", plan);

Deno.test("a plan's document lists each computation once, after what it needs, with every name of it", () => {
  assertEquals(document.jobs.map(({ ids }) => ids), [["A/one", "B/same"], ["A/two"]]);
  assertEquals(document.jobs[0]!.experiments, ["A", "B"]);
  assertEquals(document.jobs[1]!.needs, [document.jobs[0]!.key]);
  assertEquals(document.jobs[0]!.cost, 5);
});

Deno.test("a plan's document outlives JSON, gives every key again, and the same plan again", () => {
  const read = parsePlanDocument(JSON.parse(JSON.stringify(document)));
  assertEquals(read, document);
  for (const entry of read.jobs) assertEquals(keyOfEntry(entry, read), entry.key);
  const again = planJobs(specsOf(read), inputs);
  assertEquals(again.jobs.map(({ key }) => key), plan.jobs.map(({ key }) => key));
});

Deno.test("a plan's document whose content was changed gives another key", () => {
  const [entry] = document.jobs;
  const changed = { ...entry!, config: { ...entry!.config, epochs: 4 } };
  assert(keyOfEntry(changed, document) !== entry!.key);
  assert(keyOfEntry(entry!, { ...document, engine: 2 }) !== entry!.key);
});

Deno.test("parsePlanDocument() names the first place at fault, and a need that does not come before", () => {
  const parse = (changed: object) => () => parsePlanDocument({ ...document, ...changed });
  assertThrows(parse({ schema: "unroll-plan/0" }), Error, '"schema"');
  assertThrows(parse({ kernel: "0" }), Error, '"kernel"');
  assertThrows(parse({ jobs: document.jobs.toReversed() }), Error, "job A/two needs");
});
