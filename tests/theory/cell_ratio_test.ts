import { assertAlmostEquals, assertEquals, assertGreater, assertLess } from "@std/assert";
import fc from "fast-check";
import { recurrentParameters } from "../../src/kernels/recurrent_spec.ts";
import { Q7_A_COMPARISON } from "../../src/report/study.ts";
import { cellRatios } from "../../src/theory/cell_ratio.ts";

const size = fc.integer({ min: 1, max: 64 });
const sizes = fc.record({
  features: size,
  units: size,
  layers: fc.integer({ min: 1, max: 4 }),
  outputs: size,
  steps: size,
});

Deno.test("LSTM : GRU : SimpleRNN is 4 : 3 : 1 in stacks of any size, and less in whole models", () => {
  fc.assert(fc.property(sizes, (given) => {
    const [plain, gru, lstm] = cellRatios(given);
    assertEquals([plain, gru, lstm].map((row) => row!.stackRatio), [1, 3, 4]);
    assertLess(gru!.wholeRatio, 3);
    assertLess(lstm!.wholeRatio, 4);
    assertGreater(lstm!.wholeRatio, gru!.wholeRatio);
  }));
});

Deno.test("a stack has as many parameters as the engine's tensors hold", () => {
  fc.assert(fc.property(sizes, (given) => {
    for (const { model, stack } of cellRatios(given)) {
      const parameters = recurrentParameters({
        cell: model === "BiLSTM" ? "LSTM" : model as "SimpleRNN" | "LSTM" | "GRU",
        inputs: given.features,
        hidden: given.units,
        layers: given.layers,
        bidirectional: model === "BiLSTM",
      });
      const held = parameters.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
      assertEquals(stack, held.reduce((a, b) => a + b), model);
    }
  }));
});

Deno.test("the forecasting models have the study's parameters, and BiLSTM 2.65 times LSTM's", () => {
  const rows = cellRatios({ features: 1, units: 64, layers: 2, outputs: 1, steps: 60 });
  const whole = (model: string): number => rows.find((row) => row.model === model)!.whole;
  for (const { model, parameters } of Q7_A_COMPARISON) assertEquals(whole(model), parameters);
  assertAlmostEquals(whole("BiLSTM") / whole("LSTM"), 2.65, 0.005);
});
