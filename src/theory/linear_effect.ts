import type { LinearLayer } from "./layer.ts";
import { type LayerEffect, weighted } from "./layer_effect.ts";
import { checkCount, places, reshaped, type Shape, shapePhrase } from "./shape.ts";

/**
 * A linear layer over [features], or over each step of [steps, features].
 * @throws RangeError when the input is an image or the number of units is no count
 */
export function linearEffect({ units, bias = true }: LinearLayer, input: Shape): LayerEffect {
  checkCount("number of units", units);
  if (input.kind === "image") {
    throw new RangeError(
      `Cannot apply Linear to ${
        shapePhrase(input)
      }: expected a vector or a sequence; flatten or pool it first`,
    );
  }
  return {
    label: `Linear ${input.features}→${units}`,
    output: reshaped(input, units),
    cost: weighted(input.features * units, bias ? units : 0, places(input)),
    sees: (field) => field,
  };
}
