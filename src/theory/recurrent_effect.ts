import { type Field, wholeField } from "./field.ts";
import type { Cell, RecurrentLayer } from "./layer.ts";
import { type LayerEffect, weighted } from "./layer_effect.ts";
import { checkCount, type Shape, shapePhrase } from "./shape.ts";

/**
 * Blocks of weights of each cell: one for the plain cell; input, forget, candidate and output for LSTM; reset, update and
 * candidate for GRU. Each has an input matrix, a recurrent matrix and its biases.
 */
const BLOCKS: Readonly<Record<Cell, number>> = { SimpleRNN: 1, GRU: 3, LSTM: 4 };

/**
 * Element-wise operations of one unit at one step.
 * - SimpleRNN, h = tanh(z): 1.
 * - LSTM, c = f∘c + i∘g and h = o∘tanh(c): three σ, two tanh, three products, one sum: 9.
 * - GRU, n = tanh(W·x + b + r∘(W·h + b)) and h = (1 − z)∘n + z∘h: two σ, one tanh, three products, one difference, one sum:
 *   8. The sum inside n costs no more: W·x is added up on top of r∘(…).
 */
const ELEMENTWISE: Readonly<Record<Cell, number>> = { SimpleRNN: 1, LSTM: 9, GRU: 8 };

/**
 * Recurrent layers over [steps, features]: weights of layer l map its inputs and its own units to each block of gates.
 * @throws RangeError when the input is no sequence or a size is no count
 */
export function recurrentEffect(layer: RecurrentLayer, input: Shape): LayerEffect {
  const { cell, units, layers = 1, bidirectional = false, output = "sequence", biases = 2 } = layer;
  checkCount("number of units", units);
  checkCount("number of layers", layers);
  const directions = bidirectional ? 2 : 1;
  const name = (bidirectional ? "Bi" : "") + (cell === "SimpleRNN" ? "RNN" : cell);
  if (input.kind !== "sequence") {
    throw new RangeError(
      `Cannot apply ${name} to ${shapePhrase(input)}: expected a sequence`,
    );
  }
  const { steps, features } = input;
  const columns = Array.from(
    { length: layers },
    (_, l) => (l === 0 ? features : units * directions) + units,
  ).reduce((a, b) => a + b);
  const rows = directions * BLOCKS[cell] * units;
  const width = directions * units;
  const elementwise = steps * layers * width * ELEMENTWISE[cell];
  return {
    label: `${layers > 1 ? `${layers} × ` : ""}${name} ${features}→${units}`,
    output: output === "last"
      ? { kind: "vector", features: width }
      : { kind: "sequence", steps, features: width },
    cost: weighted(rows * columns, rows * layers * biases, steps, elementwise),
    sees: (field): Field => {
      const [states] = field;
      if (states === undefined || bidirectional) return wholeField(input);
      return [{ first: 0, last: states.last }];
    },
  };
}
