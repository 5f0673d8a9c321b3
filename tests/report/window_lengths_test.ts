import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { windowPart } from "../../src/report/window_part.ts";
import { readWindowLengths } from "../../src/report/window_lengths.ts";
import { machine, result, safetensors } from "./fixture.ts";
import { windowArtefacts } from "./study_fixture.ts";

const timings = { schema: "unroll-timings/1", machine, secondsPerEpoch: {} } as const;

Deno.test("windows ascend, models come in the study's order, whatever order the jobs finished in", async () => {
  const value = await readWindowLengths(windowArtefacts().reverse());
  assertEquals(value.lengths.map(({ window }) => window), [30, 60, 120]);
  for (const { models } of value.lengths) {
    assertEquals(models.map(({ model }) => model), ["SimpleRNN", "LSTM", "GRU", "BiLSTM"]);
  }
});

Deno.test("the change with the window compares runs of one seed", async () => {
  const value = await readWindowLengths(windowArtefacts([1]));
  const mse = (i: number): number => value.lengths[i]!.models[0]!.test.mse.mean;
  const { section } = windowPart.render(value, { label: "simulated", timings });
  const change = (100 * (mse(2) / mse(0) - 1)).toFixed(1).replace("-", "−");
  assertStringIncludes(section, `[${change}%](#jobs-q7-c-120-simplernn)`);
  assertStringIncludes(section, "rests on one seed only");
});

Deno.test("each number of the study stands beside ours", async () => {
  const { section } = windowPart.render(await readWindowLengths(windowArtefacts()), {
    label: "real",
    timings,
  });
  for (const printed of ["0.060644", "0.045707", "0.046669", "0.044642"]) {
    assertStringIncludes(section, `| ${printed} |`);
  }
});

Deno.test("runs of one window that forecast other values are refused, those of other windows are not", async () => {
  const [first, ...others] = windowArtefacts();
  const values = new Float32Array(40);
  const odd = {
    ...first!,
    outputs: {
      ...first!.outputs,
      "predictions.safetensors": result(safetensors({ prediction: values, target: values })),
    },
  };
  await assertRejects(() => readWindowLengths([odd, ...others]), CliError, "their targets differ");
  const alone = others.filter(({ id }) => !id.includes("window-30"));
  assertEquals((await readWindowLengths([odd, ...alone])).lengths[0]!.window, 30);
});
