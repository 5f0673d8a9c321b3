import type { ConvolutionLayer } from "./layer.ts";
import { type LayerEffect, weighted } from "./layer_effect.ts";
import { checkCount, depth, places, reshaped, type Shape, shapePhrase } from "./shape.ts";
import { slidingWindow } from "./window.ts";

/**
 * A convolution: each filter has a weight for every tap of its window and every feature, and one bias.
 * @throws RangeError when the input has the wrong number of axes, a size is no count, or no window fits
 */
export function convolutionEffect(layer: ConvolutionLayer, input: Shape): LayerEffect {
  const { kind, filters, kernel, stride = 1, padding = 0, dilation = 1, bias = true } = layer;
  checkCount("number of filters", filters);
  const name = kind === "conv1d" ? "Conv1d" : "Conv2d";
  const wanted = kind === "conv1d" ? "sequence" : "image";
  if (input.kind !== wanted) {
    throw new RangeError(
      `Cannot apply ${name} to ${shapePhrase(input)}: expected ${
        wanted === "image" ? "an" : "a"
      } ${wanted}`,
    );
  }
  const window = slidingWindow(name, { size: kernel, stride, padding, dilation }, input);
  const output = reshaped(input, filters, window.output);
  const weights = filters * depth(input) * window.taps;
  return {
    label: `${name} ${depth(input)}→${filters}, ${window.text}`,
    output,
    cost: weighted(weights, bias ? filters : 0, places(output)),
    sees: window.sees,
  };
}
