/**
 * Cost and receptive field of any stack of layers, counted, not measured. See `Cost` for what counts as an operation and
 * `field.ts` for what counts as seen.
 */
import { type Field, wholeField } from "./field.ts";
import type { Layer } from "./layer.ts";
import type { Cost } from "./layer_effect.ts";
import { checkCount, depth, extents, type Shape, shapePhrase } from "./shape.ts";
import {
  type CountOptions,
  flopsOf,
  type LayerReport,
  sumOf,
  walkThrough,
  widest,
} from "./stack_walk.ts";

/** A stack as it was counted; the costs are sums over its layers. */
export interface StackReport extends Omit<Cost, "uses"> {
  /** Shape of the input for one sample. */
  readonly input: Shape;
  /** Its layers, in order. */
  readonly layers: readonly LayerReport[];
  /** Shape of the output for one sample. */
  readonly output: Shape;
  /** Operations for one sample, in the convention that was asked for. */
  readonly flops: number;
  /** Places of the input, on each of its axes, that may influence one place of the output: the most of any place. */
  readonly reach: readonly number[];
}

function checkShape(input: Shape): void {
  for (const length of extents(input)) checkCount("length of the input", length);
  checkCount("number of input features", depth(input));
}

/**
 * Counts a stack of layers on an input of the given shape, for one sample, forward.
 * @throws RangeError when a layer cannot read what it is given; the message ends with the layer's place, `(layer 2)`, or
 * `(layer 1.2.3)` for the third layer of the second branch of the first
 */
export function analyseStack(
  input: Shape,
  layers: readonly Layer[],
  options: CountOptions = {},
): StackReport {
  checkShape(input);
  const { reports, output, sees } = walkThrough(input, layers, (field) => field, options);
  const { uses: _, ...cost } = sumOf(reports);
  return {
    input,
    layers: reports,
    output,
    ...cost,
    flops: flopsOf(cost, options),
    reach: widest(output, sees),
  };
}

/**
 * The places of the input that may influence one place of the output.
 * @param position one index for each axis of the output: none for a vector, the step, or row and column
 * @throws RangeError when a layer cannot read what it is given, or the position lies outside the output
 */
export function receptiveField(
  input: Shape,
  layers: readonly Layer[],
  position: readonly number[],
): Field {
  checkShape(input);
  const { output, sees } = walkThrough(input, layers, (field) => field, {});
  const whole = wholeField(output);
  const inside = position.length === whole.length &&
    position.every((at, i) => Number.isInteger(at) && at >= 0 && at <= whole[i]!.last);
  if (!inside) {
    throw new RangeError(
      `Cannot look back from [${position}]: the output is ${shapePhrase(output)}`,
    );
  }
  return sees(position.map((at) => ({ first: at, last: at })));
}
