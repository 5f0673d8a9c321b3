import { assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { gradientPart } from "../../src/report/gradient_part.ts";
import { readGradientFlow } from "../../src/report/gradient_flow.ts";
import { machine, result } from "./fixture.ts";
import { probeArtefact, probeArtefacts } from "./probe_fixture.ts";

const context = {
  label: "real",
  timings: { schema: "unroll-timings/1", machine, secondsPerEpoch: {} },
} as const;

/** A SimpleRNN's probe whose full reviews have the given gradient after training. */
function withGradient(magnitude: readonly (number | null)[], count: number) {
  const probe = probeArtefact("Q6-B", "post", "SimpleRNN", 1);
  const gradients = [{ weights: "trained", reviews: "full", count, loss: 0.6, magnitude }];
  const recurrentNorm = { initial: 1, trained: 0.5 };
  const content = JSON.stringify({ length: 200, gradients, recurrentNorm, states: [] });
  return { ...probe, outputs: { "probe.json": result(content) } };
}

Deno.test("an exponential decay is a straight line whose slope and ratio come back", async () => {
  const { probes } = await readGradientFlow([probeArtefact("Q6-B", "post", "SimpleRNN", 1)]);
  for (const { slope, rSquared, logRatio, logRange } of probes[0]!.runs[0]!.curves) {
    assertAlmostEquals(slope!, 0.1212, 1e-9);
    assertAlmostEquals(rSquared!, 1, 1e-9);
    assertAlmostEquals(logRatio, -0.1212 * 180, 1e-9);
    assertAlmostEquals(logRange, 0.1212 * 199, 1e-9);
  }
});

Deno.test("a gradient that has become zero counts as the smallest number of 32 bits, and bends no line", async () => {
  const magnitude = Array.from({ length: 200 }, (_, t) => (t < 100 ? 0 : 10 ** ((t - 199) / 10)));
  const { probes } = await readGradientFlow([withGradient(magnitude, 64)]);
  const [curve] = probes[0]!.runs[0]!.curves;
  assertAlmostEquals(curve!.slope!, 0.1, 1e-9);
  assertAlmostEquals(curve!.logRatio, Math.log10(1.401298464324817e-45) + 0.9, 1e-9);
  assertEquals(curve!.printed[0], 0);
});

Deno.test("reviews that the test part does not have are left out", async () => {
  const value = await readGradientFlow([withGradient(new Array(200).fill(null), 0)]);
  assertEquals(value.probes[0]!.means, []);
});

Deno.test("the bound of the recurrent matrix stands beside the slope, for a SimpleRNN alone", async () => {
  const value = await readGradientFlow(probeArtefacts());
  for (const { model, runs } of value.probes) {
    for (const { logNorm } of runs) {
      assertEquals(logNorm.trained, model === "SimpleRNN" ? Math.log10(1.3) : null);
    }
  }
  const { section, jobs } = gradientPart.render(value, context);
  assertStringIncludes(section, "[−0.1139 ± 0.0000](#jobs-q6-b-post-simplernn)");
  assertEquals(jobs.at(-1)!.jobs.map(({ job }) => job), ["Q6-B/training/post/GRU/seed-1"]);
});

Deno.test("a malformed probe names its job and the place", async () => {
  const probe = probeArtefact("Q6-B", "post", "LSTM", 1);
  const broken = { ...probe, outputs: { "probe.json": result('{"length":0}') } };
  await assertRejects(
    () => readGradientFlow([broken]),
    CliError,
    "probe.json of job Q6-B/post/LSTM/seed-1: length: ",
  );
});
