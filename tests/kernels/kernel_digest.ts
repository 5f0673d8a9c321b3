/**
 * One sha256 over a fixed set of kernel work: every cell, direction and readout at odd and round sizes, with and without
 * lengths, the transcendental functions over a grid, Adam, losses, the linear layer and the embedding. Run as a script it prints the
 * digest, so that engines, compilers and machines can be compared. Nothing here yields NaN, whose bits WebAssembly leaves open.
 */
import { createHash } from "node:crypto";
import { RandomStream } from "../../src/core/random.ts";
import type { RecurrentSpec } from "../../src/kernels/recurrent_spec.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";
import { CELLS, drawValues, GATE_SUBSETS, READOUTS, uniforms } from "./recurrent_values.ts";

type Result = (values: Float32Array) => void;

function recurrentWork(host: KernelMemory, result: Result): void {
  let seed = 0;
  const run = (
    spec: RecurrentSpec,
    sizes: { readonly batch: number; readonly steps: number },
    masked: boolean,
  ) => {
    for (const readout of READOUTS) {
      host.reset();
      const shape = { ...sizes, readout, masked };
      const values = drawValues(spec, shape, seed++);
      const pass = new RecurrentRun(host, { spec, shape, values });
      result(pass.forward());
      const { parameters, input } = pass.backward();
      parameters.forEach(result);
      result(input);
    }
  };
  for (const masked of [false, true]) {
    for (const bidirectional of [false, true]) {
      for (const cell of CELLS) {
        const odd = { cell, inputs: 5, hidden: 13, layers: 2, bidirectional };
        run(odd, { batch: 7, steps: 9 }, masked);
        run({ ...odd, inputs: 8, hidden: 32 }, { batch: 20, steps: 12 }, masked);
      }
    }
    for (const removedGates of GATE_SUBSETS) {
      const spec = { inputs: 1, hidden: 11, layers: 1, bidirectional: true, removedGates };
      run({ cell: "LSTM", ...spec }, { batch: 3, steps: 4 }, masked);
    }
  }
}

function transcendentalWork(host: KernelMemory, result: Result): void {
  const grids = [
    ["expArray", -90, 90],
    ["sigmoidArray", -90, 90],
    ["tanhArray", -12, 12],
    ["logArray", 1e-3, 100],
    ["log1pArray", 0, 1],
  ] as const;
  for (const [name, low, high] of grids) {
    host.reset();
    const count = 40_000, step = (high - low) / count;
    const pointer = host.put(Float32Array.from({ length: count }, (_, i) => low + i * step));
    host.kernels[name](pointer, pointer, count);
    result(host.get(pointer, count));
  }
}

function plainWork(host: KernelMemory, result: Result): void {
  host.reset();
  const stream = new RandomStream(0, "kernel digest");
  const rows = 13, inputs = 21, outputs = 5, size = outputs * inputs;
  const put = (count: number) => host.put(uniforms(stream, count, 1));
  const x = put(rows * inputs), weight = put(size), bias = put(outputs);
  const y = host.floats(rows * outputs), dy = host.floats(rows * outputs);
  const scratch = host.floats(rows * outputs + 3), targets = put(rows * outputs);
  const [dx, dWeight, dBias] = [rows * inputs, size, outputs].map((n) => host.floats(n));
  const moments = [host.put(new Float32Array(size)), host.put(new Float32Array(size))] as const;
  const { kernels } = host;
  for (let step = 0; step < 3; step++) {
    kernels.linearForward(x, weight, bias, rows, inputs, outputs, y);
    result(host.get(y, rows * outputs));
    const losses = [
      kernels.binaryCrossEntropy(y, targets, rows * outputs, dy, scratch),
      kernels.meanSquaredError(y, targets, rows * outputs, dy),
    ];
    result(Float32Array.from(losses));
    kernels.linearBackward(x, weight, dy, rows, inputs, outputs, dx!, dWeight!, dBias!);
    result(host.get(dx!, rows * inputs));
    result(host.get(dBias!, outputs));
    kernels.adamStep(weight, dWeight!, ...moments, size, 0.1, 0.999, 0.001, 0.01, 0.03, 1e-8);
    result(host.get(weight, size));
  }
  const ids = host.putIntegers(Array.from({ length: 50 }, () => stream.integer(outputs)));
  const gradient = put(50 * inputs);
  kernels.embeddingBackward(ids, 50, gradient, outputs, inputs, 0, dWeight!);
  result(host.get(dWeight!, size));
}

/** Lower-case hexadecimal sha256 of all results, in order, as little-endian f32. */
export async function kernelDigest(): Promise<string> {
  const host = await KernelMemory.open();
  const hash = createHash("sha256");
  const result: Result = (values) => {
    if (values.some(Number.isNaN)) throw new Error("Cannot digest NaN");
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  };
  recurrentWork(host, result);
  transcendentalWork(host, result);
  plainWork(host, result);
  return hash.digest("hex");
}

if (import.meta.main) console.log(await kernelDigest());
