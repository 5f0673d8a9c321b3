/** The reference itself: its derivatives against central finite differences of its own forward pass. */
import { assertEquals, assertLess } from "@std/assert";
import { CELLS, drawValues, READOUTS, type RecurrentValues } from "./recurrent_values.ts";
import { referencePass } from "./reference_cells.ts";
import { Tape } from "./tape.ts";

Deno.test("the tape differentiates an expression whose gradient is known by hand", () => {
  const tape = new Tape();
  const x = tape.leaf(3), y = tape.leaf(-2);
  const z = tape.add(tape.multiply(x, tape.multiply(x, y)), tape.dot([x, y], [y, y]));
  assertEquals(tape.value(z), -20);
  const gradients = tape.gradients([[z, 1], [tape.subtract(x, y), 10]]);
  assertEquals(gradients[x], 2 * 3 * -2 - 2 + 10);
  assertEquals(gradients[y], 9 + 3 + 2 * -2 - 10);
});

for (const cell of CELLS) {
  Deno.test(`the ${cell} reference differentiates as finite differences do, within 1e-8`, () => {
    for (const readout of READOUTS) {
      const spec = { cell, inputs: 2, hidden: 3, layers: 2, bidirectional: true };
      const shape = { batch: 3, steps: 3, readout, masked: true };
      const values = drawValues(spec, shape, 5);
      const loss = (changed: Pick<RecurrentValues, "x" | "parameters">): number =>
        referencePass(spec, shape, { ...values, ...changed }).readout
          .reduce((sum, value, i) => sum + value * values.readoutGradient[i]!, 0);
      const { gradients, inputGradient } = referencePass(spec, shape, values);
      const arrays = [values.x, ...values.parameters];
      [inputGradient, ...gradients].forEach((gradient, array) => {
        gradient.forEach((expected, i) => {
          const shifted = [1, -1].map((sign) => {
            // f64 arrays, so that the step is not rounded.
            const moved = arrays.map((values) => Float64Array.from(values));
            moved[array]![i]! += sign * 1e-5;
            const [x, ...parameters] = moved as unknown as Float32Array[];
            return loss({ x: x!, parameters });
          });
          const difference = (shifted[0]! - shifted[1]!) / 2e-5;
          assertLess(Math.abs(difference - expected), 1e-8, `array ${array}, element ${i}`);
        });
      });
    }
  });
}
