import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { gateChanges } from "../../src/report/gate_changes.ts";
import { readGateBehaviour } from "../../src/report/gate_behaviour.ts";
import { result, safetensors } from "./fixture.ts";
import { gateArtefact, gateProbeArtefacts } from "./probe_fixture.ts";

Deno.test("the LSTM comes before the GRU, seeds ascend", async () => {
  const { models } = await readGateBehaviour(gateProbeArtefacts().reverse());
  assertEquals(models.map(({ model }) => model), ["LSTM", "GRU"]);
  for (const { runs } of models) assertEquals(runs.map(({ seed }) => seed), [1, 2, 3]);
});

Deno.test("the share of open values is that of the bins from 0.9", async () => {
  const { models } = await readGateBehaviour([gateArtefact("LSTM", 1)]);
  const [forget] = models[0]!.runs[0]!.gates;
  assertAlmostEquals(forget!.open, 62 / 98, 1e-12);
  assertAlmostEquals(forget!.histogram.reduce((a, b) => a + b, 0), 1, 1e-12);
});

Deno.test("a gate's change is taken against the five steps before the event", async () => {
  const { models } = await readGateBehaviour([gateArtefact("LSTM", 2, 0.2)]);
  const { runs } = models[0]!;
  const { change, aboveLow } = gateChanges(runs, "rise", "f");
  assertAlmostEquals(change[0]!, -0.22, 1e-12);
  assertAlmostEquals(aboveLow[0]!, -0.22, 1e-12);
  assertAlmostEquals(gateChanges(runs, "rise", "i").change[0]!, 0.22, 1e-12);
  assertEquals(gateChanges(runs, "fall", "f"), { change: [], aboveLow: [] });
});

Deno.test("a trace is the mean over units of the upper layer", async () => {
  const { models } = await readGateBehaviour([gateArtefact("GRU", 1)]);
  const rise = models[0]!.traces.find(({ window }) => window === "rise")!;
  assertEquals(rise.gates.map(({ gate }) => gate), ["r", "z"]);
  // Units hold 0, 1/4, 2/4 and 3/4, and 0.1 more from step 30 on.
  assertAlmostEquals(rise.gates[0]!.values[29]!, 0.375, 1e-7);
  assertAlmostEquals(rise.gates[0]!.values[30]!, 0.475, 1e-7);
});

Deno.test("a missing trace names the job and the tensor", async () => {
  const probe = gateArtefact("LSTM", 1);
  const traces = result(safetensors({ "calm/x": new Float32Array(60) }));
  const broken = { ...probe, outputs: { ...probe.outputs, "traces.safetensors": traces } };
  await assertRejects(
    () => readGateBehaviour([broken]),
    CliError,
    "job Q7-b/LSTM/seed-1: expected f32 as calm/layer-1/f, got nothing",
  );
});
