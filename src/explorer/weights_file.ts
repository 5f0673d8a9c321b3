/**
 * How weights travel to a page: a header that names each tensor and counts its values, then the values in byte planes (the lowest
 * byte of every value, then the next, …). Signs and exponents of trained weights repeat and mantissas do not, so that planes
 * compress to 85% where values side by side compress to 92%.
 */
import { directionsOf } from "../kernels/recurrent_spec.ts";
import { modelParameters } from "../nn/model_spec.ts";
import type { Weights } from "./network.ts";
import type { NetworkCard } from "./network_card.ts";

const WORD = 4;

/** Tensors in their order; one that is left out is all zeros. */
type Header = readonly {
  readonly name: string;
  readonly count: number;
  readonly leftOut?: true;
}[];

/**
 * Tensors whose values cannot be seen in a network that reads all its steps: the recurrent weights of a direction that runs one
 * step, whose previous state is zero.
 */
export function unseenWeights(
  { spec: { recurrent, readout }, padding }: Pick<NetworkCard, "spec" | "padding">,
): string[] {
  return directionsOf(recurrent) === 2 && readout === "last" && padding !== "true-last"
    ? [`rnn.weight_hh_l${recurrent.layers - 1}_reverse`]
    : [];
}

/** What compression leaves of trained weights in byte planes. */
const COMPRESSED = 0.85;

/** Bytes that travel for a network, within a few hundredths. */
export function sentBytes(card: Pick<NetworkCard, "spec" | "padding">): number {
  const unseen = unseenWeights(card);
  const values = modelParameters(card.spec)
    .filter(({ name }) => !unseen.includes(name))
    .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return values * WORD * COMPRESSED;
}

/** Packs weights; those of the names in `leftOut` travel as zeros. */
export function packWeightsFile(
  weights: Weights,
  leftOut: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const header: Header = Object.entries(weights).map(([name, { length: count }]) =>
    leftOut.includes(name) ? { name, count, leftOut: true } : { name, count }
  );
  const kept = header.filter(({ leftOut }) => !leftOut).map(({ name }) => weights[name]!);
  const total = kept.reduce((sum, { length }) => sum + length, 0);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(WORD + json.length + WORD * total);
  new DataView(file.buffer).setUint32(0, json.length, true);
  file.set(json, WORD);
  let at = WORD + json.length;
  for (const values of kept) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (let i = 0; i < bytes.length; i++) {
      file[at + (i % WORD) * total + Math.floor(i / WORD)] = bytes[i]!;
    }
    at += values.length;
  }
  return file;
}

/**
 * Unpacks a file.
 * @throws RangeError when it is cut short
 */
export function unpackWeightsFile(file: Uint8Array): Weights {
  const fail = (): never => {
    throw new RangeError(`Cannot unpack weights from ${file.length} bytes: the file is cut short`);
  };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = file.length < WORD ? fail() : WORD + view.getUint32(0, true);
  if (start > file.length) fail();
  const header: Header = JSON.parse(new TextDecoder().decode(file.subarray(WORD, start)));
  const total = header.reduce((sum, { count, leftOut }) => leftOut ? sum : sum + count, 0);
  if (file.length !== start + WORD * total) fail();
  const weights: Record<string, Float32Array> = {};
  let at = start;
  for (const { name, count, leftOut } of header) {
    const values = weights[name] = new Float32Array(count);
    if (leftOut) continue;
    const bytes = new Uint8Array(values.buffer);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = file[at + (i % WORD) * total + Math.floor(i / WORD)]!;
    }
    at += count;
  }
  return weights;
}
