import { assert, assertEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "../../src/core/canonical_json.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { compareRun } from "../../src/pipeline/comparison.ts";
import { planJobs } from "../../src/pipeline/plan.ts";
import { type Reference, referenceFrom } from "../../src/pipeline/reference.ts";
import { type Outcome, resultOf, type RunResult } from "../../src/pipeline/run_result.ts";
import { fakeJob } from "./store_folder.ts";

const specs = [
  fakeJob("Q/weights", { data: ["power"], cost: 3 }),
  fakeJob("Q/probe", { needs: ["Q/weights"], kind: "probe" }),
];
const inputs = { data: { power: "a".repeat(64) }, kernel: "b".repeat(64), engine: 1 };

/** A run whose jobs have written outputs with the hash of their name; `change` alters an outcome. */
function fakeRun(
  change: (id: string, outcome: Outcome) => Outcome = (_, outcome) => outcome,
  { jobs = specs, ...other }: Partial<typeof inputs> & { jobs?: typeof specs } = {},
): RunResult {
  return resultOf(planJobs(jobs, { ...inputs, ...other }), (job) => {
    const names = job.kind === "train" ? ["weights.safetensors", "metrics.json"] : ["metrics.json"];
    const outputs = names.map((name) => ({ name, bytes: 1, sha256: sha256(name) }));
    const manifest = { ...job, outputs, timing: [] };
    const stored = { key: job.key, folder: "", manifest };
    return change(job.specs[0].id, { state: "done", reused: false, stored });
  });
}

function withFlippedOutput(id: string, name: string): RunResult {
  return fakeRun((of, outcome) => {
    if (of !== id || outcome.state !== "done") return outcome;
    const { manifest } = outcome.stored;
    const outputs = manifest.outputs.map((output) =>
      output.name === name ? { ...output, sha256: "0".repeat(64) } : output
    );
    return { ...outcome, stored: { ...outcome.stored, manifest: { ...manifest, outputs } } };
  });
}

const reference = referenceFrom("quick", fakeRun());

Deno.test("a run equals the reference made from it, row by row", () => {
  const comparison = compareRun(fakeRun(), reference);
  const weights = sha256("weights.safetensors");
  const probe = sha256(canonicalJson({ "metrics.json": sha256("metrics.json") }));
  assertEquals(comparison, {
    equal: true,
    difference: undefined,
    rows: [
      { id: "Q/weights", expected: weights, got: weights, equal: true },
      { id: "Q/probe", expected: probe, got: probe, equal: true },
    ],
  });
});

Deno.test("one bit changed in any hash of the reference makes its job unequal, and names it", () => {
  for (const [id, { key, outputs }] of Object.entries(reference.jobs)) {
    const flip = (hash: string): string =>
      (parseInt(hash[0]!, 16) ^ 1).toString(16) + hash.slice(1);
    const variants = [
      { key: flip(key), outputs },
      ...Object.entries(outputs).map(([name, hash]) => ({
        key,
        outputs: { ...outputs, [name]: flip(hash) },
      })),
    ];
    for (const variant of variants) {
      const changed: Reference = { ...reference, jobs: { ...reference.jobs, [id]: variant } };
      const { equal, rows, difference } = compareRun(fakeRun(), changed);
      assert(!equal);
      assertEquals(rows.filter((row) => !row.equal).map((row) => row.id), [id]);
      assert(difference?.startsWith(`Job ${id} has`), difference);
    }
  }
});

Deno.test("an output that differs is named, with both hashes", () => {
  const { equal, rows, difference } = compareRun(
    withFlippedOutput("Q/weights", "metrics.json"),
    reference,
  );
  assert(!equal);
  assertEquals(rows.map((row) => row.equal), [false, true]);
  assertEquals(rows[0]!.expected, rows[0]!.got, "the weights are the same");
  assertEquals(
    difference,
    `Job Q/weights has the same key and other outputs; metrics.json: expected ${
      sha256("metrics.json")
    }, got ${"0".repeat(64)}`,
  );
});

Deno.test("an output more or less is named", () => {
  const { outputs, key } = reference.jobs["Q/probe"]!;
  const withProbe = (other: Record<string, string>): Reference => ({
    ...reference,
    jobs: { ...reference.jobs, "Q/probe": { key, outputs: other } },
  });
  const hash = outputs["metrics.json"];
  const start = "Job Q/probe has the same key and other outputs; ";
  assertEquals(
    compareRun(fakeRun(), withProbe({})).difference,
    `${start}metrics.json: expected no such output, got ${hash}`,
  );
  assertEquals(
    compareRun(fakeRun(), withProbe({ ...outputs, trace: "1".repeat(64) })).difference,
    `${start}trace: expected ${"1".repeat(64)}, got none`,
  );
});

Deno.test("a key that differs is traced to what it was made of", () => {
  const cases: [RunResult, string][] = [
    [
      fakeRun(undefined, { kernel: "c".repeat(64) }),
      `the kernels' sha256 differs: expected ${"b".repeat(64)}, got ${"c".repeat(64)}`,
    ],
    [fakeRun(undefined, { engine: 2 }), "the engine version differs: expected 1, got 2"],
    [
      fakeRun(undefined, { data: { power: "d".repeat(64) } }),
      `the sha256 of the data set "power" differs: expected ${"a".repeat(64)}, got ${
        "d".repeat(64)
      }`,
    ],
    [
      fakeRun(undefined, { jobs: [{ ...specs[0]!, config: { seed: 9 } }, specs[1]!] }),
      "its kind or configuration differs",
    ],
  ];
  for (const [run, cause] of cases) {
    const { rows, difference } = compareRun(run, reference);
    assertEquals(rows.map(({ equal }) => equal), [false, false]);
    const { key } = run.jobs[0]!;
    const { key: expected } = reference.jobs["Q/weights"]!;
    assertEquals(
      difference,
      `Job Q/weights has another key, expected ${expected}, got ${key}: ${cause}`,
    );
  }
});

Deno.test("jobs that failed, did not run, are missing or are new are not equal", () => {
  const failed = fakeRun((id, outcome) =>
    id === "Q/weights"
      ? { state: "failed", error: new Error("NaN") }
      : id === "Q/probe"
      ? { state: "skipped", reason: "it needs Q/weights, which did not finish" }
      : outcome
  );
  const comparison = compareRun(failed, reference);
  assertEquals(comparison.rows.map(({ got, equal }) => [got, equal]), [[null, false], [
    null,
    false,
  ]]);
  assertEquals(comparison.difference, "Job Q/weights failed: NaN");

  const fewer = compareRun(fakeRun(undefined, { jobs: [specs[0]!] }), reference);
  assertEquals(fewer.rows.map(({ id, equal }) => [id, equal]), [["Q/weights", true], [
    "Q/probe",
    false,
  ]]);
  assertEquals(fewer.difference, "Job Q/probe is in the reference, but not in this run");

  const more = compareRun(fakeRun(undefined, { jobs: [...specs, fakeJob("R/new")] }), reference);
  assertEquals(more.rows.find(({ id }) => id === "R/new")?.expected, null);
  assertEquals(more.difference, "Job R/new is in this run, but not in the reference");
});

Deno.test("a selection is compared on its own jobs alone", () => {
  const run = fakeRun(undefined, { jobs: [specs[0]!] });
  const { rows, equal } = compareRun(run, reference, { subset: true });
  assert(equal);
  assertEquals(rows.map(({ id }) => id), ["Q/weights"]);
});

Deno.test("no reference is made from a run that is not complete", () => {
  const run = fakeRun((_, outcome) =>
    outcome.state === "done" ? { state: "failed", error: new Error("x") } : outcome
  );
  assertThrows(() => referenceFrom("quick", run), Error, "job Q/weights is failed");
});
