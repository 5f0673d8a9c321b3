/**
 * Receptive fields as intervals, one for each axis of place. A layer carries the field of its output back to that of its
 * input; doing so layer by layer gives the field of a whole stack.
 *
 * A field is the smallest interval from the first to the last place that may have an influence, cut off at the ends of
 * the input. What lies between the taps of a dilated kernel counts as seen; near a border, where the outermost taps of a
 * dilated kernel fall on padding, the interval may be wider than what is reached, never narrower.
 */
import { extents, type Shape } from "./shape.ts";

/** Places `first` to `last`, both included. */
export interface Interval {
  /** Index of the first place, from 0. */
  readonly first: number;
  /** Index of the last place. */
  readonly last: number;
}

/** One interval for each axis of place: none for a vector, `[steps]`, or `[rows, columns]`. */
export type Field = readonly Interval[];

/** The whole of a shape. */
export function wholeField(shape: Shape): Field {
  return extents(shape).map((extent) => ({ first: 0, last: extent - 1 }));
}

/** The smallest field that holds all of the given ones, which lie in one shape. */
export function hull(fields: readonly Field[]): Field {
  return fields.reduce((a, b) =>
    a.map(({ first, last }, axis) => ({
      first: Math.min(first, b[axis]!.first),
      last: Math.max(last, b[axis]!.last),
    }))
  );
}

/** Places on each axis of a field. */
export function fieldSize(field: Field): number[] {
  return field.map(({ first, last }) => last - first + 1);
}
