/** PyTorch's vectors as models: the same cases that the kernels' tests read, with a readout on top. */
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { type GoldenCase, specOf } from "../kernels/golden_recurrent.ts";

/** The model that a case describes. */
export function modelSpecOf(golden: GoldenCase): ModelSpec {
  return { recurrent: specOf(golden), readout: "last", outputs: 1 };
}

/** A case's weights by parameter. */
export function weightsOf(golden: GoldenCase): Record<string, Float32Array<ArrayBuffer>> {
  return Object.fromEntries(
    Object.entries(golden.weights).map(([name, { data }]) => [name, Float32Array.from(data)]),
  );
}
