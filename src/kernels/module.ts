/**
 * The kernels as a WebAssembly instance over a memory that somebody else owns: the heap of tfjs' WASM backend in training, a
 * memory of its own in tests and in the browser. The module has no data segments, no tables and no allocator, so any number of
 * instances may share one memory.
 */
import { sha256 } from "../core/sha256.ts";

/** Byte offset into the memory. */
export type Pointer = number;

/** The module's exports; each is documented beside its source in `assembly/`. */
export interface Kernels {
  sequenceForward(description: Pointer): void;
  sequenceBackward(description: Pointer): void;
  sequenceInputGradient(description: Pointer): void;
  toBlocks(
    source: Pointer,
    stepStride: number,
    rowStride: number,
    steps: number,
    rows: number,
    features: number,
    target: Pointer,
    targetStep: number,
    batch: number,
  ): void;
  fromBlocks(
    source: Pointer,
    sourceStep: number,
    batch: number,
    steps: number,
    rows: number,
    features: number,
    target: Pointer,
    stepStride: number,
    rowStride: number,
  ): void;
  gatherLast(
    source: Pointer,
    sourceStep: number,
    batch: number,
    groups: number,
    lengths: Pointer,
    target: Pointer,
  ): void;
  scatterLast(
    source: Pointer,
    batch: number,
    groups: number,
    lengths: Pointer,
    target: Pointer,
    targetStep: number,
  ): void;
  packPanels(
    weight: Pointer,
    hidden: number,
    columns: number,
    width: number,
    rows: number,
    target: Pointer,
    panelStride: number,
  ): void;
  unpackPanels(
    source: Pointer,
    panelStride: number,
    hidden: number,
    columns: number,
    width: number,
    rows: number,
    target: Pointer,
  ): void;
  packTransposed(
    weight: Pointer,
    hidden: number,
    columns: number,
    width: number,
    columnGroups: number,
    target: Pointer,
    panelStride: number,
  ): void;
  packBias(first: Pointer, second: Pointer, hidden: number, target: Pointer): void;
  linearForward(
    x: Pointer,
    weight: Pointer,
    bias: Pointer,
    rows: number,
    inputs: number,
    outputs: number,
    y: Pointer,
  ): void;
  linearBackward(
    x: Pointer,
    weight: Pointer,
    dy: Pointer,
    rows: number,
    inputs: number,
    outputs: number,
    dx: Pointer,
    dWeight: Pointer,
    dBias: Pointer,
  ): void;
  embeddingForward(
    ids: Pointer,
    count: number,
    table: Pointer,
    width: number,
    target: Pointer,
  ): void;
  embeddingBackward(
    ids: Pointer,
    count: number,
    gradient: Pointer,
    vocabulary: number,
    width: number,
    padding: number,
    target: Pointer,
  ): void;
  meanSquaredError(prediction: Pointer, target: Pointer, count: number, gradient: Pointer): number;
  binaryCrossEntropy(
    logit: Pointer,
    target: Pointer,
    count: number,
    gradient: Pointer,
    scratch: Pointer,
  ): number;
  adamStep(
    parameters: Pointer,
    gradients: Pointer,
    first: Pointer,
    second: Pointer,
    count: number,
    oneLessBeta1: number,
    beta2: number,
    oneLessBeta2: number,
    stepSize: number,
    rootCorrection: number,
    epsilon: number,
  ): void;
  sumOfSquares(values: Pointer, count: number): number;
  scale(values: Pointer, count: number, factor: number): void;
  expArray(input: Pointer, output: Pointer, count: number): void;
  sigmoidArray(input: Pointer, output: Pointer, count: number): void;
  tanhArray(input: Pointer, output: Pointer, count: number): void;
  logArray(input: Pointer, output: Pointer, count: number): void;
  log1pArray(input: Pointer, output: Pointer, count: number): void;
}

/** The committed build of `assembly/`; `deno task build:kernels` makes it again byte for byte. */
export const KERNELS_URL: URL = new URL("./kernels.wasm", import.meta.url);

/** Reads the committed module from the disk. */
export function readKernels(): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(KERNELS_URL);
}

/** The sha256 of the committed module, part of every job's key. */
export async function kernelHash(): Promise<string> {
  return sha256(await readKernels());
}

/** The kernels and the memory that they work on. `memory.buffer` changes when the memory grows: read it anew each time. */
export interface KernelHost {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
}

/**
 * Instantiates the module over `memory`, which must hold at least 1 MiB (16 pages).
 * Throws `WebAssembly.LinkError` for a smaller memory.
 */
export async function instantiateKernels(
  bytes: BufferSource,
  memory: WebAssembly.Memory,
): Promise<KernelHost> {
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return { kernels: instance.exports as unknown as Kernels, memory };
}
