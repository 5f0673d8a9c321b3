import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { readStateDynamics } from "../../src/report/state_dynamics.ts";
import { statePart } from "../../src/report/state_part.ts";
import { machine } from "./fixture.ts";
import { probeArtefact, probeArtefacts } from "./probe_fixture.ts";

Deno.test("growth over text and over padding are told apart", async () => {
  const network = { slope: 0, text: 0.1, pad: 2 };
  const { probes } = await readStateDynamics([probeArtefact("Q6-C", "post", "LSTM", 1, network)]);
  const cell = probes.find(({ state, weights }) => state === "c" && weights === "trained")!;
  assertAlmostEquals(cell.runs[0]!.textGrowth!, 0.1 * 1.02, 1e-12);
  assertAlmostEquals(cell.runs[0]!.padGrowth!, 2 * 1.02, 1e-12);
  assertAlmostEquals(cell.runs[0]!.growth!, 2.1 / 2, 1e-12);
  assertAlmostEquals(cell.runs[0]!.rSquared!, 1, 1e-12);
});

Deno.test("the largest norm is taken over every step and measured by √hidden", async () => {
  const { probes } = await readStateDynamics([probeArtefact("Q6-C", "post", "SimpleRNN", 1)]);
  assertAlmostEquals(probes[0]!.runs[0]!.largest, 4.1 / 8, 1e-12);
});

Deno.test("the study's three rows stand above ours, and each state has its figure", async () => {
  const timings = { schema: "unroll-timings/1", machine, secondsPerEpoch: {} } as const;
  const value = await readStateDynamics(probeArtefacts().filter(({ id }) => id.startsWith("Q6-C")));
  const { section, figures, jobs } = statePart.render(value, { label: "real", timings });
  for (const printed of ["0.2973 ± 0.1190", "0.4096 ± 0.2606", "838.4113 ± 256.8120"]) {
    assertStringIncludes(section, printed);
  }
  assertEquals(Object.keys(figures), [
    "q6-c-post-h.svg",
    "q6-c-post-c.svg",
    "q6-c-pre-h.svg",
    "q6-c-pre-c.svg",
  ]);
  assertEquals(jobs.length, 6);
});
