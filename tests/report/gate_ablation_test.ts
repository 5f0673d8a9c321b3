import { assertEquals, assertStringIncludes } from "@std/assert";
import { ablationPart } from "../../src/report/ablation_part.ts";
import { GATE_VARIANTS, readGateAblation } from "../../src/report/gate_ablation.ts";
import { meanInterval } from "../../src/report/interval.ts";
import { percent } from "../../src/report/markdown.ts";
import { machine } from "./fixture.ts";
import { gateArtefacts } from "./study_fixture.ts";

const timings = { schema: "unroll-timings/1", machine, secondsPerEpoch: {} } as const;

Deno.test("variants come with the full cell first, each with its own parameter count", async () => {
  const { models } = await readGateAblation(gateArtefacts());
  assertEquals(models.map(({ model }) => model), [...GATE_VARIANTS]);
  assertEquals(models.map(({ parameters }) => parameters).slice(0, 3), [50_497, 25_281, 25_281]);
});

Deno.test("a variant's error relative to the full cell's is that of runs of one seed", async () => {
  const value = await readGateAblation(gateArtefacts());
  const [full, forget] = value.models;
  const ratios = full!.runs.map((run, i) => forget!.runs[i]!.test.mse / run.test.mse - 1);
  const { section } = ablationPart.render(value, { label: "real", timings });
  assertStringIncludes(
    section,
    `[${percent(meanInterval(ratios), 1)}](#jobs-q7-e-forget-gate-only)`,
  );
  assertStringIncludes(section, "| 0.057776 |");
  assertStringIncludes(section, "| full LSTM ");
});
