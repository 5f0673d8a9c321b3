/** Layers that move values or map each by itself, and so cost nothing in the study's convention. */
import { wholeField } from "./field.ts";
import type { ActivationLayer } from "./layer.ts";
import { type LayerEffect, weightless } from "./layer_effect.ts";
import { depth, places, type Shape, shapePhrase } from "./shape.ts";

/** Any shape as one vector. */
export function flattenEffect(input: Shape): LayerEffect {
  return {
    label: "Flatten",
    output: { kind: "vector", features: places(input) * depth(input) },
    cost: weightless(0),
    sees: () => wholeField(input),
  };
}

/**
 * The columns of an image as steps.
 * @throws RangeError when the input is no image
 */
export function columnsEffect(input: Shape): LayerEffect {
  if (input.kind !== "image") {
    throw new RangeError(
      `Cannot read the columns of ${shapePhrase(input)}: expected an image`,
    );
  }
  const { channels, rows, columns } = input;
  return {
    label: "Columns as steps",
    output: { kind: "sequence", steps: columns, features: channels * rows },
    cost: weightless(0),
    sees: ([steps]) => [{ first: 0, last: rows - 1 }, steps!],
  };
}

/** A function of each value. */
export function activationEffect({ name }: ActivationLayer, input: Shape): LayerEffect {
  return {
    label: name,
    output: input,
    cost: weightless(places(input) * depth(input)),
    sees: (field) => field,
  };
}
