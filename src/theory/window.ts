/** Windows that slide along axes: what convolutions and pooling have in common. */
import type { Field } from "./field.ts";
import type { PerAxis } from "./layer.ts";
import { checkCount, extents, type Shape, shapePhrase } from "./shape.ts";

/** A window on one axis. */
interface AxisWindow {
  readonly extent: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** A window on every axis of a shape. */
export interface Window {
  /** Places of the window itself: the product of its sizes. */
  readonly taps: number;
  /** Its sizes: `3` or `3×3`. */
  readonly text: string;
  /** Lengths of the output's axes: ⌊(extent + 2·padding − dilation·(size − 1) − 1) / stride⌋ + 1. */
  readonly output: readonly number[];
  /** Carries a field of the output back to the input. */
  sees(output: Field): Field;
}

function spread(name: string, value: PerAxis, axes: number, least: number): readonly number[] {
  const values = typeof value === "number" ? Array<number>(axes).fill(value) : value;
  if (values.length !== axes) {
    throw new RangeError(
      `Cannot use [${values}] as ${name}: expected one number or ${axes}, got ${values.length}`,
    );
  }
  for (const item of values) checkCount(name, item, least);
  return values;
}

/**
 * A window over the axes of place of `input`. `name` says in messages what slides.
 * @throws RangeError when a size is no count, when padding is wider than a window less one, or when no window fits
 */
export function slidingWindow(
  name: string,
  settings: {
    readonly size: PerAxis;
    readonly stride: PerAxis;
    readonly padding: PerAxis;
    readonly dilation: PerAxis;
  },
  input: Shape,
): Window {
  const lengths = extents(input);
  const sizes = spread("kernel size", settings.size, lengths.length, 1);
  const strides = spread("stride", settings.stride, lengths.length, 1);
  const paddings = spread("padding", settings.padding, lengths.length, 0);
  const dilations = spread("dilation", settings.dilation, lengths.length, 1);
  const axes: AxisWindow[] = lengths.map((extent, i) => ({
    extent,
    size: sizes[i]!,
    stride: strides[i]!,
    padding: paddings[i]!,
    dilation: dilations[i]!,
  }));
  for (const { extent, size, padding, dilation } of axes) {
    const reach = (size - 1) * dilation;
    if (padding > reach) {
      throw new RangeError(
        `Cannot pad ${name} by ${padding}: windows that span ${
          reach + 1
        } would see nothing but padding`,
      );
    }
    if (reach >= extent + 2 * padding) {
      throw new RangeError(
        `Cannot apply ${name} to ${shapePhrase(input)}: ` +
          `a window spans ${reach + 1}, the padded axis ${extent + 2 * padding}`,
      );
    }
  }
  return {
    taps: sizes.reduce((a, b) => a * b),
    text: sizes.join("×"),
    output: axes.map(({ extent, size, stride, padding, dilation }) =>
      Math.floor((extent + 2 * padding - dilation * (size - 1) - 1) / stride) + 1
    ),
    sees: (field) =>
      axes.map(({ extent, size, stride, padding, dilation }, axis) => ({
        first: Math.max(0, field[axis]!.first * stride - padding),
        last: Math.min(extent - 1, field[axis]!.last * stride - padding + (size - 1) * dilation),
      })),
  };
}
