import { wholeField } from "./field.ts";
import type { GlobalPoolingLayer, PoolingLayer } from "./layer.ts";
import { type LayerEffect, weightless } from "./layer_effect.ts";
import { depth, places, reshaped, type Shape, shapePhrase } from "./shape.ts";
import { slidingWindow } from "./window.ts";

const NAMES = { max: "Max", average: "Average" } as const;

/** Operations on n values: n − 1 comparisons for the largest; n − 1 adds and one division for the mean. */
function operations(mode: "max" | "average", values: number): number {
  return mode === "max" ? values - 1 : values;
}

function checkPlaces(name: string, input: Shape): void {
  if (input.kind === "vector") {
    throw new RangeError(
      `Cannot apply ${name} to ${shapePhrase(input)}: expected a sequence or an image`,
    );
  }
}

/**
 * Pooling in windows.
 * @throws RangeError when the input is a vector, a size is no count, or no window fits
 */
export function poolingEffect(layer: PoolingLayer, input: Shape): LayerEffect {
  const { mode, size, stride = size, padding = 0 } = layer;
  const name = `${NAMES[mode]} pooling`;
  checkPlaces(name, input);
  const window = slidingWindow(name, { size, stride, padding, dilation: 1 }, input);
  const output = reshaped(input, depth(input), window.output);
  return {
    label: `${name}, ${window.text}`,
    output,
    cost: weightless(places(output) * depth(input) * operations(mode, window.taps)),
    sees: window.sees,
  };
}

/**
 * Pooling over all places.
 * @throws RangeError when the input is a vector
 */
export function globalPoolingEffect({ mode }: GlobalPoolingLayer, input: Shape): LayerEffect {
  const name = `Global ${mode} pooling`;
  checkPlaces(name, input);
  return {
    label: name,
    output: { kind: "vector", features: depth(input) },
    cost: weightless(depth(input) * operations(mode, places(input))),
    sees: () => wholeField(input),
  };
}
