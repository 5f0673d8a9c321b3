import * as tf from "@tensorflow/tfjs";
import type { ParameterShape } from "../kernels/recurrent_spec.ts";
import type { Variable } from "../kernels/tensor.ts";
import type { StoredTensor } from "./safetensors.ts";

/** A model's parameters in tfjs' heap, by name. */
export class ModelVariables {
  /** In the order in which they are stored and updated. */
  readonly byName: ReadonlyMap<string, Variable>;

  /**
   * Loads weights, by name and row after row.
   * @throws RangeError when a parameter is missing or has another number of values
   */
  constructor(
    parameters: readonly ParameterShape[],
    weights: Readonly<Record<string, Float32Array>>,
  ) {
    this.byName = new Map(parameters.map(({ name, shape }) => {
      const values = weights[name], count = shape.reduce((a, b) => a * b, 1);
      if (values?.length !== count) {
        throw new RangeError(
          `Cannot load ${name}: expected [${shape}] values, got ${values?.length ?? "none"}`,
        );
      }
      const initial = tf.tensor(values, [...shape], "float32");
      const variable = tf.variable(initial);
      initial.dispose();
      return [name, variable];
    }));
  }

  /** A parameter that is known to be there. */
  get(name: string): Variable {
    return this.byName.get(name)!;
  }

  /** Copies of the values. */
  copies(): Record<string, StoredTensor> {
    return Object.fromEntries(
      [...this.byName].map(([name, variable]) => [name, {
        dtype: "F32" as const,
        shape: variable.shape,
        data: new Float32Array(variable.dataSync()),
      }]),
    );
  }

  /** Frees the values. */
  dispose(): void {
    for (const variable of this.byName.values()) variable.dispose();
  }
}
