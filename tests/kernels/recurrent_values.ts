/** What a pass runs on, and how tests draw it. */
import fc from "fast-check";
import { RandomStream } from "../../src/core/random.ts";
import type { PassShape, Readout } from "../../src/kernels/recurrent_plan.ts";
import {
  type Cell,
  directionsOf,
  type LstmGate,
  recurrentParameters,
  type RecurrentSpec,
} from "../../src/kernels/recurrent_spec.ts";

/** The numbers of a pass; all are exact in f32. */
export interface RecurrentValues {
  /** [batch][steps][inputs] */
  readonly x: Float32Array;
  /** In the order of `recurrentParameters`. */
  readonly parameters: readonly Float32Array[];
  /** Laid out as the readout. */
  readonly readoutGradient: Float32Array;
  readonly lengths?: Int32Array;
}

/** A stack, the sizes of a pass and the numbers it runs on. */
export interface RecurrentCase {
  readonly spec: RecurrentSpec;
  readonly shape: PassShape;
  readonly values: RecurrentValues;
}

/** Numbers uniform in [−limit, limit). */
export function uniforms(
  stream: RandomStream,
  count: number,
  limit: number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, () => (2 * stream.uniform() - 1) * limit);
}

/**
 * Draws the numbers of a pass: inputs in [−2, 2), lengths from 0 to steps of which the first is whole and the second zero,
 * and parameters that keep pre-activations around one. PyTorch's own limit, 1/√hidden, saturates a narrow stack with a wide
 * input, and there 1 − tanh² keeps few digits in f32, whoever computes it. Without any gate an LSTM only accumulates, which
 * magnifies rounding at every step, so that its parameters are halved.
 */
export function drawValues(spec: RecurrentSpec, shape: PassShape, seed: number): RecurrentValues {
  const stream = new RandomStream(seed, "recurrent values");
  const limit = (spec.removedGates?.length === 3 ? 0.5 : 1) / Math.sqrt(spec.inputs + spec.hidden);
  const readSteps = shape.readout === "sequence" ? shape.steps : 1;
  const lengths = Int32Array.from(
    { length: shape.batch },
    (_, b) => b === 0 ? shape.steps : b === 1 ? 0 : stream.integer(shape.steps + 1),
  );
  return {
    x: uniforms(stream, shape.batch * shape.steps * spec.inputs, 2),
    parameters: recurrentParameters(spec).map(({ shape }) =>
      uniforms(stream, shape.reduce((a, b) => a * b), limit)
    ),
    readoutGradient: uniforms(
      stream,
      shape.batch * readSteps * directionsOf(spec) * spec.hidden,
      1,
    ),
    ...(shape.masked && { lengths }),
  };
}

export const CELLS: readonly Cell[] = ["SimpleRNN", "LSTM", "GRU"];
export const READOUTS: readonly Readout[] = ["sequence", "last", "final"];
const GATES: readonly LstmGate[] = ["input", "forget", "output"];

/** All eight subsets of the LSTM's gates. */
export const GATE_SUBSETS: readonly (readonly LstmGate[])[] = Array.from(
  { length: 8 },
  (_, bits) => GATES.filter((_, i) => bits >> i & 1),
);

const upTo = (max: number) => fc.integer({ min: 1, max });

/** Any stack of up to three layers, with sizes on both sides of the kernels' blocks of 4 and 8. */
export const recurrentCases: fc.Arbitrary<RecurrentCase> = fc.record({
  cell: fc.constantFrom(...CELLS),
  inputs: upTo(19),
  hidden: upTo(19),
  layers: upTo(3),
  bidirectional: fc.boolean(),
  gates: fc.constantFrom(...GATE_SUBSETS),
  batch: upTo(9),
  steps: upTo(9),
  readout: fc.constantFrom(...READOUTS),
  masked: fc.boolean(),
  seed: fc.nat(),
}).map(({ gates, batch, steps, readout, masked, seed, ...stack }) => {
  const spec = { ...stack, removedGates: stack.cell === "LSTM" ? gates : [] };
  const shape = { batch, steps, readout, masked, traced: true };
  return { spec, shape, values: drawValues(spec, shape, seed) };
});
