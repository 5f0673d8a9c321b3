/**
 * PyTorch's default initialisation, from the project's own random streams: one stream for each parameter, keyed by its name,
 * so that a parameter's values do not depend on what stands beside it.
 */
import { RandomStream } from "../core/random.ts";

/** Values uniform in [−bound, bound), row after row. */
export function uniform(
  seed: number,
  name: string,
  count: number,
  bound: number,
): Float32Array<ArrayBuffer> {
  const stream = new RandomStream(seed, `initialise/${name}`);
  return Float32Array.from({ length: count }, () => (2 * stream.uniform() - 1) * bound);
}

/** Values close to the standard normal (see `RandomStream.normal`), row after row. */
export function normal(seed: number, name: string, count: number): Float32Array<ArrayBuffer> {
  const stream = new RandomStream(seed, `initialise/${name}`);
  return Float32Array.from({ length: count }, () => stream.normal());
}
