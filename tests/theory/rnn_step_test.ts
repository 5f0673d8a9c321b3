import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { P2_STEP } from "../../src/report/study.ts";
import { rnnStep, type RnnStepInput } from "../../src/theory/rnn_step.ts";

const rounded = (values: readonly number[], decimals: number): number[] =>
  values.map((value) => Number(value.toFixed(decimals)));

Deno.test("rnnStep gives the study's numbers exactly", () => {
  const step = rnnStep(P2_STEP.given);
  assertEquals(rounded(step.hidden, 4), [0.5227, -0.8306]);
  assertEquals(rounded(step.output, 3), [1.199, -0.569]);
  const { worked } = P2_STEP;
  assertEquals(rounded(step.recurrent.sums, 15), [...worked.recurrent]);
  assertEquals(rounded(step.fromInput.sums, 15), [...worked.fromInput]);
  assertEquals(rounded(step.preactivation, 15), [...worked.preactivation]);
  assertEquals(rounded(step.hidden, 4), [...worked.hidden]);
  assertEquals(rounded(step.output, 3), [...worked.output]);
});

Deno.test("rnnStep gives every term of every product", () => {
  const { recurrent, readout, hidden } = rnnStep(P2_STEP.given);
  assertEquals(recurrent.terms[0], [
    { weight: 0.3, value: -0.2, product: 0.3 * -0.2 },
    { weight: 0.1, value: 0.4, product: 0.1 * 0.4 },
  ]);
  assertEquals(readout.terms.map((row) => row.map(({ weight, value }) => [weight, value])), [
    [[1.5, hidden[0]], [-0.5, hidden[1]]],
    [[0.5, hidden[0]], [1, hidden[1]]],
  ]);
});

const value = fc.double({ min: -2, max: 2, noNaN: true });
const vector = (length: number): fc.Arbitrary<number[]> =>
  fc.array(value, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  fc.array(vector(columns), { minLength: rows, maxLength: rows });
const size = fc.integer({ min: 1, max: 4 });

const steps: fc.Arbitrary<RnnStepInput> = fc.tuple(size, size, size).chain((
  [units, inputs, outputs],
) =>
  fc.record({
    hiddenToHidden: matrix(units, units),
    inputToHidden: matrix(units, inputs),
    hiddenToOutput: matrix(outputs, units),
    hiddenBias: vector(units),
    outputBias: vector(outputs),
    input: vector(inputs),
    previousHidden: vector(units),
  })
);

Deno.test("rnnStep agrees with one product of [W_hh W_xh b] and [h x 1], for matrices of any size", () => {
  fc.assert(fc.property(steps, (given) => {
    const column = [...given.previousHidden, ...given.input, 1];
    const dot = (row: readonly number[], values: readonly number[]): number =>
      row.reduce((sum, weight, j) => sum + weight * values[j]!, 0);
    const z = given.hiddenToHidden.map((row, i) =>
      dot([...row, ...given.inputToHidden[i]!, given.hiddenBias[i]!], column)
    );
    const step = rnnStep(given);
    z.forEach((expected, i) => {
      assertAlmostEquals(step.preactivation[i]!, expected, 1e-12);
      assertAlmostEquals(step.hidden[i]!, 1 - 2 / (Math.exp(2 * expected) + 1), 1e-12);
    });
    given.hiddenToOutput.forEach((row, i) => {
      assertAlmostEquals(step.output[i]!, dot(row, step.hidden) + given.outputBias[i]!, 1e-12);
    });
  }));
});

Deno.test("rnnStep takes another activation: without one, a state grows by its matrix at every step", () => {
  const given = {
    hiddenToHidden: [[1.5]],
    inputToHidden: [[0]],
    hiddenToOutput: [[1]],
    hiddenBias: [0],
    outputBias: [0],
    input: [0],
  };
  let linear = [1], bounded = [1];
  for (let t = 0; t < 10; t++) {
    linear = [...rnnStep({ ...given, previousHidden: linear }, (z) => z).hidden];
    bounded = [...rnnStep({ ...given, previousHidden: bounded }).hidden];
  }
  assertEquals(linear, [57.6650390625]); // 1.5¹⁰
  assertAlmostEquals(bounded[0]!, 0.8586, 1e-3); // near the fixed point of h = tanh(1.5·h)
});

Deno.test("rnnStep refuses sizes that do not fit and numbers that are not finite", () => {
  const { given } = P2_STEP;
  const refused: readonly (readonly [Partial<RnnStepInput>, string])[] = [
    [
      { hiddenToHidden: [[1, 2], [3]] },
      "Cannot multiply W_hh by h: expected rows of 2, got 1 in row 2",
    ],
    [{ hiddenToHidden: [[1, 2]] }, "Cannot use W_hh: expected length 2, got 1"],
    [{ inputToHidden: [[1, 2]] }, "Cannot use W_xh: expected length 2, got 1"],
    [{ input: [1] }, "Cannot multiply W_xh by x: expected rows of 1, got 2 in row 1"],
    [
      { hiddenToOutput: [[1, 2], [1, 2, 3]] },
      "Cannot multiply W_hy by h: expected rows of 2, got 3 in row 2",
    ],
    [{ hiddenBias: [1] }, "Cannot use b_h: expected length 2, got 1"],
    [{ outputBias: [] }, "Cannot use b_y: expected length 2, got 0"],
    [{ input: [NaN, 1] }, "Cannot use x: expected finite numbers, got NaN"],
    [
      { hiddenToOutput: [[1, Infinity], [1, 2]] },
      "Cannot use W_hy: expected finite numbers, got Infinity",
    ],
  ];
  for (const [change, message] of refused) {
    assertEquals(assertThrows(() => rnnStep({ ...given, ...change }), RangeError).message, message);
  }
});
