import { assert, assertEquals, assertGreater } from "@std/assert";
import { canonicalJson, type Json } from "../../src/core/canonical_json.ts";
import { readSources } from "../../src/data/sources.ts";
import { PROFILES } from "../../src/experiments/profile.ts";
import { comparisonJobs } from "../../src/experiments/q7a_comparison.ts";
import { windowJobs } from "../../src/experiments/q7c_windows.ts";
import { jobs as runner } from "../../src/experiments/runner.ts";
import { EXPERIMENTS, studyJobs } from "../../src/experiments/study.ts";
import { parameterCount } from "../../src/nn/model_spec.ts";

for (const profile of Object.values(PROFILES)) {
  /** Every part, whether the profile runs it or not. */
  const all = Object.entries(EXPERIMENTS).flatMap(([part, jobs]) =>
    jobs(profile).map((job) => ({ part, job }))
  );

  Deno.test(`${profile.name}: job ids are unique, and begin with their part`, () => {
    assertEquals(new Set(all.map(({ job }) => job.id)).size, all.length);
    for (const { part, job } of all) {
      assertEquals(job.experiment, part);
      assert(job.id.startsWith(`${part}/`), job.id);
    }
  });

  Deno.test(`${profile.name}: job ids hold nothing that a path or a shell would trip over`, () => {
    for (const { job } of all) assert(/^[\w-]+(\/[\w.-]+)+$/.test(job.id), job.id);
  });

  Deno.test(`${profile.name}: every configuration survives canonical JSON as it is`, () => {
    for (const { job } of all) {
      const text = canonicalJson(job.config);
      assertEquals(JSON.parse(text), job.config, job.id);
      assertEquals(canonicalJson(JSON.parse(text) as Json), text);
    }
  });

  Deno.test(`${profile.name}: jobs are the same each time they are declared`, () => {
    assertEquals(studyJobs(profile), studyJobs(profile));
  });

  Deno.test(`${profile.name}: every job can be run: its function, data and needs exist`, async () => {
    const { datasets } = await readSources();
    const ids = new Set(all.map(({ job }) => job.id));
    for (const { job } of all) {
      assert(Object.hasOwn(runner, job.kind), job.kind);
      for (const name of job.data) assert(Object.hasOwn(datasets, name), name);
      for (const need of job.needs) assert(ids.has(need), need);
      assertGreater(job.cost, 0, job.id);
    }
  });

  Deno.test(`${profile.name}: trainings of Q7-c at 60 values are those of Q7-a, computed once`, () => {
    const configs = new Map(comparisonJobs(profile).map(({ id, config }) => [id, config]));
    const shared = windowJobs(profile).filter(({ id }) => id.includes("/window-60/"));
    assertEquals(shared.length, 4 * profile.forecast.seeds.length);
    for (const { id, config } of shared) {
      assertEquals(config, configs.get(id.replace("Q7-c/window-60", "Q7-a")));
    }
  });
}

Deno.test("Q7-a in paper is four networks by three seeds and two baselines", () => {
  const seeds = [1, 2, 3];
  assertEquals(comparisonJobs(PROFILES.paper).map(({ id }) => id), [
    ...["SimpleRNN", "LSTM", "GRU", "BiLSTM"].flatMap((model) =>
      seeds.map((seed) => `Q7-a/${model}/seed-${seed}`)
    ),
    "Q7-a/persistence",
    "Q7-a/autoregression",
  ]);
});

Deno.test("the networks of Q7-a have the study's numbers of parameters", () => {
  const counts = comparisonJobs(PROFILES.quick)
    .filter(({ kind }) => kind === "forecast-training")
    // deno-lint-ignore no-explicit-any
    .map(({ config }) => [config["model"], parameterCount(config["spec"] as any)]);
  assertEquals(Object.fromEntries(counts), {
    SimpleRNN: 12_673,
    LSTM: 50_497,
    GRU: 37_889,
    BiLSTM: 133_761,
  });
});

Deno.test("quick runs on simulated data alone", async () => {
  const { datasets } = await readSources();
  for (const name of new Set(studyJobs(PROFILES.quick).flatMap(({ data }) => data))) {
    assert(datasets[name]!.origin.kind.startsWith("simulated"), name);
  }
});
