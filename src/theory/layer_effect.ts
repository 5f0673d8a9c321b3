import type { Field } from "./field.ts";
import type { Shape } from "./shape.ts";

/**
 * What a layer costs for one sample, forward. The convention is the study's: a multiply and an add count one each. A
 * scalar product of n terms has n multiplies and n adds, each product being added to what stands there already; each bias
 * element is one add. Zeros of padding are multiplied like anything else. Copies (flatten, concatenation, transposition)
 * are free.
 *
 * Everything else is element-wise work and is counted apart, since the study leaves it out: gates' products and sums,
 * activation functions (one operation for each value, whatever the function), comparisons and means of pooling.
 */
export interface Cost {
  /** Trained values. */
  readonly parameters: number;
  /** Multiplies of matrix products and convolutions. */
  readonly multiplications: number;
  /** Adds of matrix products, convolutions and biases. */
  readonly additions: number;
  /** Operations of any other kind. */
  readonly elementwise: number;
  /** How often each weight is used: steps of a sequence, places of a convolution's output; 0 for a layer without weights. */
  readonly uses: number;
}

/** What becomes of an input in a layer. */
export interface LayerEffect {
  /** The layer in few words, with its sizes: `RNN 64→32`. */
  readonly label: string;
  /** Shape of the output for one sample. */
  readonly output: Shape;
  /** Cost for one sample. */
  readonly cost: Cost;
  /** Carries a field of the output back to the input. */
  sees(output: Field): Field;
}

/** The cost of a layer without weights. */
export function weightless(elementwise: number): Cost {
  return { parameters: 0, multiplications: 0, additions: 0, elementwise, uses: 0 };
}

/** The cost of `weights` values and `biases` elements that are used `uses` times, each weight once in each use. */
export function weighted(weights: number, biases: number, uses: number, elementwise = 0): Cost {
  return {
    parameters: weights + biases,
    multiplications: weights * uses,
    additions: (weights + biases) * uses,
    elementwise,
    uses,
  };
}
