import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { directionPart } from "../../src/report/direction_part.ts";
import { readDirection } from "../../src/report/direction.ts";
import { artefacts, machine } from "./fixture.ts";
import { causalityArtefact, directionArtefacts } from "./probe_fixture.ts";

const context = {
  label: "real",
  timings: { schema: "unroll-timings/1", machine, secondsPerEpoch: {} },
} as const;

Deno.test("the read-out at the last step is that of Q7-a, when it has run", async () => {
  const own = directionArtefacts();
  const both = await readDirection(own, [...own, ...artefacts()]);
  assertEquals(both.readouts.map(({ model }) => model), ["BiLSTM", "BiLSTM, final states"]);
  assertEquals((await readDirection(own, own)).readouts.map(({ model }) => model), [
    "BiLSTM, final states",
  ]);
  const { section, jobs } = directionPart.render(both, context);
  assertStringIncludes(section, "(#jobs-q7-a-bilstm)");
  assertEquals(jobs.some(({ name }) => name === "Q7-a BiLSTM"), false);
});

Deno.test("gaps are filled by networks over their seeds, and by straight lines once", async () => {
  const own = directionArtefacts();
  const { imputation } = await readDirection(own, own);
  assertEquals(imputation.map(({ model, runs }) => [model, runs.length]), [
    ["LSTM", 3],
    ["BiLSTM", 3],
    ["linear interpolation", 1],
  ]);
  assertAlmostEquals(imputation[1]!.test.mse.mean, 0.082, 1e-12);
  assertEquals(imputation[2]!.test.mse.halfWidth, null);
});

Deno.test("a forecast that does not move shows as 0, one that moves with its size", async () => {
  const still = [causalityArtefact("BiLSTM", 1)];
  assertStringIncludes(
    directionPart.render(await readDirection(still, still), context).section,
    "[0](#jobs-q7-d-causality-bilstm)",
  );
  const moving = [causalityArtefact("BiLSTM", 1, 0.125)];
  const { section, figures } = directionPart.render(await readDirection(moving, moving), context);
  assertStringIncludes(section, "[1.25e−1](#jobs-q7-d-causality-bilstm)");
  assertEquals(section.includes("Filling a gap"), false);
  assertEquals(figures, {});
});
