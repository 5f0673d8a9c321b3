/** PyTorch's vectors, `tests/golden/recurrent.json`, as the kernels' tests read them. */
import { recurrentParameters, type RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";

/** An array with its shape, row after row. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: number[];
}

/** One case; fields as its producer names them. */
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
  /** [batch, steps, directions·hidden] */
  readonly output: GoldenArray;
  readonly prediction: readonly number[];
  readonly loss: number;
  readonly grad_x: readonly number[];
  readonly grads: Readonly<Record<string, readonly number[]>>;
  /** [layers·directions, batch, hidden] */
  readonly h_n: GoldenArray;
  readonly c_n?: GoldenArray;
  readonly adam: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly steps: number;
    readonly losses: readonly number[];
    readonly weights: Readonly<Record<string, readonly number[]>>;
  };
}

const FILE = new URL("../golden/recurrent.json", import.meta.url);

export const GOLDEN_CASES: readonly GoldenCase[] = JSON.parse(Deno.readTextFileSync(FILE)).cases;

export function specOf(golden: GoldenCase): RecurrentSpec {
  return {
    cell: golden.kind === "RNN" ? "SimpleRNN" : golden.kind,
    inputs: golden.input,
    hidden: golden.hidden,
    layers: golden.layers,
    bidirectional: golden.bidirectional,
  };
}

/** The stack's parameters in their order; `name` also finds them in `grads` and in `adam.weights`. */
export function stackParameters(
  golden: GoldenCase,
): { readonly name: string; readonly values: Float32Array<ArrayBuffer> }[] {
  return recurrentParameters(specOf(golden)).map((parameter) => {
    const name = `rnn.${parameter.name}`;
    return { name, values: Float32Array.from(golden.weights[name]!.data) };
  });
}
