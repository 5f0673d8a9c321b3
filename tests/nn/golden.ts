/** PyTorch's vectors as the tests read them. */
import type { ModelSpec } from "../../src/nn/recurrent_model.ts";

/** An array with its shape, row after row. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: number[];
}

/** One case of `tests/golden/recurrent.json`; fields as its producer names them. */
export interface GoldenCase {
  readonly name: string;
  readonly kind: "RNN" | "LSTM" | "GRU";
  readonly batch: number;
  readonly steps: number;
  readonly input: number;
  readonly hidden: number;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly weights: Readonly<Record<string, GoldenArray>>;
  readonly x: GoldenArray;
  readonly y: GoldenArray;
  readonly prediction: number[];
  readonly loss: number;
  readonly grad_x: number[];
  readonly grads: Readonly<Record<string, number[]>>;
  readonly adam: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly losses: number[];
    readonly weights: Readonly<Record<string, number[]>>;
  };
}

const FILE = new URL("../golden/recurrent.json", import.meta.url);

/** Every case. */
export const GOLDEN_CASES: readonly GoldenCase[] = JSON.parse(Deno.readTextFileSync(FILE)).cases;

/** The model that a case describes. */
export function modelSpecOf(golden: GoldenCase): ModelSpec {
  return {
    recurrent: {
      cell: golden.kind === "RNN" ? "SimpleRNN" : golden.kind,
      inputs: golden.input,
      hidden: golden.hidden,
      layers: golden.layers,
      bidirectional: golden.bidirectional,
    },
    readout: "last",
    outputs: 1,
  };
}

/** A case's weights by parameter. */
export function weightsOf(golden: GoldenCase): Record<string, Float32Array<ArrayBuffer>> {
  return Object.fromEntries(
    Object.entries(golden.weights).map(([name, { data }]) => [name, Float32Array.from(data)]),
  );
}
