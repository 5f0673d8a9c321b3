import { RandomStream } from "../core/random.ts";
import type { TrainingCase } from "./training_cases.ts";

/** A batch of noise of a case's shape: inputs [batch, steps, inputs] and targets [batch, 1]. */
export function randomBatch({ batch, steps, spec }: TrainingCase): {
  readonly inputs: Float32Array<ArrayBuffer>;
  readonly targets: Float32Array<ArrayBuffer>;
} {
  const stream = new RandomStream(1, "benchmark batch");
  const noise = (length: number) => Float32Array.from({ length }, () => stream.normal());
  return { inputs: noise(batch * steps * spec.recurrent.inputs), targets: noise(batch) };
}
