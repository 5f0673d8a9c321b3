import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { makeResults } from "../../src/report/report.ts";
import { formatResults, parseResults, type Results } from "../../src/report/results.ts";
import { artefacts, machine } from "./fixture.ts";

function results(): Promise<Results> {
  return makeResults({
    profile: "quick",
    artefacts: artefacts(),
    labels: { "simulated-household": "simulated" },
    timings: { schema: "unroll-timings/1", machine, secondsPerEpoch: {} },
  });
}

Deno.test("results.json reads back as it was written, and writes the same text again", async () => {
  const text = formatResults(await results());
  assertEquals(formatResults(parseResults(JSON.parse(text))), text);
});

Deno.test("results.json holds nine significant digits of each number", async () => {
  const exact = (await results()).experiments["Q7-a"]!.models[0]!.test.mse.mean;
  const text = formatResults(await results());
  const kept = parseResults(JSON.parse(text)).experiments["Q7-a"]!.models[0]!.test.mse.mean;
  assertAlmostEquals(kept, exact, Math.abs(exact) * 5e-9);
  const digits = [...text.matchAll(/(?<=[ :])-?\d[\d.]*(?:e[-+]\d+)?(?=,?\n)/g)]
    .map(([number]) => number.replace(/e.*/, "").replaceAll(/[-.]|^0+/g, "").replace(/^0+/, ""));
  assertEquals(digits.filter((significant) => significant.length > 9), []);
});

Deno.test("parseResults names the first place that differs from the schema", async () => {
  const good = JSON.parse(formatResults(await results()));
  const broken = (change: (value: typeof good) => void): () => void => () => {
    const copy = structuredClone(good);
    change(copy);
    parseResults(copy);
  };
  const cases = [
    [(r: typeof good) => r.schema = "unroll-results/1", "results.json: schema: "],
    [(r: typeof good) => delete r.provenance.kernel, "results.json: provenance.kernel: "],
    [
      (r: typeof good) => r.experiments["Q7-a"].models[0].runs[0].key = "ff",
      "results.json: experiments.Q7-a.models.0.runs.0.key: ",
    ],
    [(r: typeof good) => r.provenance.data = {}, "provenance.data: expected the data set of every"],
  ] as const;
  for (const [change, message] of cases) assertThrows(broken(change), CliError, message);
});
