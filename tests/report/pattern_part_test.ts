import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { patternPart, readShiftedPatterns } from "../../src/report/pattern_part.ts";
import { machine } from "./fixture.ts";
import { patternArtefacts } from "./pattern_fixture.ts";

Deno.test("networks come in the order of the question, seeds averaged", async () => {
  const { networks, dataset } = await readShiftedPatterns(patternArtefacts().reverse());
  assertEquals(dataset, null);
  assertEquals(networks.map(({ model }) => model), ["MLP", "GRU"]);
  assertAlmostEquals(networks[1]!.unseen.mean, 0.92, 1e-12);
  assertEquals(
    networks[1]!.runs.map(({ job }) => job),
    [1, 2, 3].map((s) => `P4/GRU/seed-${s}`),
  );
});

Deno.test("what a network cannot read is left open, and what was made up says so", async () => {
  const value = await readShiftedPatterns(patternArtefacts());
  const timings = { schema: "unroll-timings/1", machine, secondsPerEpoch: {} } as const;
  const { section } = patternPart.render(value, { label: "simulated", timings });
  const [mlp] = section.split("\n").filter((line) => line.startsWith("| MLP"));
  assertStringIncludes(mlp!, "–");
  assertStringIncludes(section, "simulated data");
});
