/**
 * Shapes of what flows between layers, for one sample: no batch axis. An axis along which something lies side by side
 * (steps, rows, columns) is told apart from the features or channels that are found at each place, since receptive fields
 * speak of the former and parameters of the latter.
 */

/** A shape: features alone, features at each step, or channels at each pixel. Every number is a positive integer. */
export type Shape =
  | { readonly kind: "vector"; readonly features: number }
  | { readonly kind: "sequence"; readonly steps: number; readonly features: number }
  | {
    readonly kind: "image";
    readonly channels: number;
    readonly rows: number;
    readonly columns: number;
  };

/** Lengths of the axes of place: none for a vector, `[steps]`, or `[rows, columns]`. */
export function extents(shape: Shape): readonly number[] {
  switch (shape.kind) {
    case "vector":
      return [];
    case "sequence":
      return [shape.steps];
    case "image":
      return [shape.rows, shape.columns];
  }
}

/** Values at each place: features or channels. */
export function depth(shape: Shape): number {
  return shape.kind === "image" ? shape.channels : shape.features;
}

/** Places: 1 for a vector, steps, or rows × columns. */
export function places(shape: Shape): number {
  return extents(shape).reduce((product, extent) => product * extent, 1);
}

/** A shape of the same kind with other lengths of its axes of place, or another number of values at each place. */
export function reshaped(shape: Shape, features: number, axes = extents(shape)): Shape {
  switch (shape.kind) {
    case "vector":
      return { kind: "vector", features };
    case "sequence":
      return { kind: "sequence", steps: axes[0]!, features };
    case "image":
      return { kind: "image", channels: features, rows: axes[0]!, columns: axes[1]! };
  }
}

/** A shape in few characters: `64`, `50 × 64` (steps × features) or `32 × 128 × 128` (channels × rows × columns). */
export function shapeText(shape: Shape): string {
  const sizes = shape.kind === "image"
    ? [shape.channels, ...extents(shape)]
    : [...extents(shape), shape.features];
  return sizes.join(" × ");
}

/** A shape as the end of a sentence about it: `a sequence of 50 × 64`. */
export function shapePhrase(shape: Shape): string {
  const article = shape.kind === "image" ? "an" : "a";
  return `${article} ${shape.kind} of ${shapeText(shape)}`;
}

/**
 * Checks that a size can be counted.
 * @throws RangeError when `value` is not an integer of at least `least`
 */
export function checkCount(name: string, value: number, least = 1): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `Cannot use ${value} as ${name}: expected an integer of at least ${least}`,
    );
  }
}
