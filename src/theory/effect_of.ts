import { convolutionEffect } from "./convolution_effect.ts";
import type { ConcatenationLayer, Layer } from "./layer.ts";
import type { LayerEffect } from "./layer_effect.ts";
import { linearEffect } from "./linear_effect.ts";
import { globalPoolingEffect, poolingEffect } from "./pooling_effect.ts";
import { recurrentEffect } from "./recurrent_effect.ts";
import { activationEffect, columnsEffect, flattenEffect } from "./reshape_effect.ts";
import type { Shape } from "./shape.ts";

/**
 * What becomes of an input in a layer of any kind but concatenation. Layers that come from JSON may be of no known kind.
 * @throws RangeError when the layer cannot read the input, or its kind is unknown
 */
export function effectOf(layer: Exclude<Layer, ConcatenationLayer>, input: Shape): LayerEffect {
  switch (layer.kind) {
    case "recurrent":
      return recurrentEffect(layer, input);
    case "linear":
      return linearEffect(layer, input);
    case "conv1d":
    case "conv2d":
      return convolutionEffect(layer, input);
    case "pool":
      return poolingEffect(layer, input);
    case "globalPool":
      return globalPoolingEffect(layer, input);
    case "flatten":
      return flattenEffect(input);
    case "columns":
      return columnsEffect(input);
    case "activation":
      return activationEffect(layer, input);
    default:
      throw new RangeError(`Cannot count a layer of an unknown kind: ${(layer as Layer).kind}`);
  }
}
