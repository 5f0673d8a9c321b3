/**
 * The kernels as a WebAssembly instance over a memory that somebody else owns: the heap of tfjs' WASM backend in training, a
 * memory of its own in tests and in the browser. The module has no data segments, no tables and no allocator, so any number of
 * instances may share one memory.
 */
/** Byte offset into the memory. */
export type Pointer = number;

/** The module's exports; each is documented beside its source in `assembly/`. */
export interface Kernels {
  /** Runs one layer in one direction over all steps; `description` is a `Sequence` (sequence.ts). */
  sequenceForward(description: Pointer): void;
  /** Its reverse: overwrites the gates by their gradients, adds the gradients of weights and biases. */
  sequenceBackward(description: Pointer): void;
  /** Adds the gradient of its input, from the gate gradients that `sequenceBackward` left. */
  sequenceInputGradient(description: Pointer): void;
  /**
   * Copies matrices [steps][rows][features], strides in bytes, into blocks [steps][⌈features / 8⌉][batch][8], padded with zeros.
   */
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
  /** The reverse of `toBlocks`: writes the true rows and features alone. */
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
  /** Copies the row of each sample b from the blocks of step lengths[b] − 1, or of step 0 when it has no steps. */
  gatherLast(
    source: Pointer,
    sourceStep: number,
    batch: number,
    groups: number,
    lengths: Pointer,
    target: Pointer,
  ): void;
  /** Adds the row of each sample b to the blocks of step lengths[b] − 1, if there is one. */
  scatterLast(
    source: Pointer,
    batch: number,
    groups: number,
    lengths: Pointer,
    target: Pointer,
    targetStep: number,
  ): void;
  /** Packs a weight [hidden][columns] into panels [⌈hidden / 8⌉][rows][8], `panelStride` bytes apart. */
  packPanels(
    weight: Pointer,
    hidden: number,
    columns: number,
    width: number,
    rows: number,
    target: Pointer,
    panelStride: number,
  ): void;
  /** The reverse of `packPanels`. */
  unpackPanels(
    source: Pointer,
    panelStride: number,
    hidden: number,
    columns: number,
    width: number,
    rows: number,
    target: Pointer,
  ): void;
  /** Packs a weight [hidden][columns], transposed, into panels [columnGroups][hidden, padded to eights][8]. */
  packTransposed(
    weight: Pointer,
    hidden: number,
    columns: number,
    width: number,
    columnGroups: number,
    target: Pointer,
    panelStride: number,
  ): void;
  /** Writes first + second [hidden], padded with zeros to eights; a pointer of 0 adds nothing. */
  packBias(first: Pointer, second: Pointer, hidden: number, target: Pointer): void;
  /** y [rows][outputs] = x [rows][inputs] · weightᵀ + bias, weight [outputs][inputs]; no bias when its pointer is 0. */
  linearForward(
    x: Pointer,
    weight: Pointer,
    bias: Pointer,
    rows: number,
    inputs: number,
    outputs: number,
    y: Pointer,
  ): void;
  /** Writes the gradients of `linearForward` from dy; those of x and of the bias unless their pointers are 0. */
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
  /** Copies rows of table [vocabulary][width] by ids, i32 [count], each of which must be in range. */
  embeddingForward(
    ids: Pointer,
    count: number,
    table: Pointer,
    width: number,
    target: Pointer,
  ): void;
  /** Writes the gradient of the table: the sum of the rows [count][width] by id; `padding` (or −1) takes none. */
  embeddingBackward(
    ids: Pointer,
    count: number,
    gradient: Pointer,
    vocabulary: number,
    width: number,
    padding: number,
    target: Pointer,
  ): void;
  /** Returns the mean of (p − y)² and writes its gradient; all [count]. */
  meanSquaredError(prediction: Pointer, target: Pointer, count: number, gradient: Pointer): number;
  /**
   * Returns the mean binary cross-entropy of logits and writes its gradient; `scratch` holds `count` floats, rounded up to fours.
   */
  binaryCrossEntropy(
    logit: Pointer,
    target: Pointer,
    count: number,
    gradient: Pointer,
    scratch: Pointer,
  ): number;
  /** One step of Adam for `count` parameters, in place; stepSize = α / (1 − β₁ᵗ), rootCorrection = √(1 − β₂ᵗ). */
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
  /** Returns Σ x², summed in f64. */
  sumOfSquares(values: Pointer, count: number): number;
  /** Multiplies values in place. */
  scale(values: Pointer, count: number, factor: number): void;
  /** eˣ; x is clamped to [−87, 88]. `count` is a multiple of four, here and below. */
  expArray(input: Pointer, output: Pointer, count: number): void;
  /** 1 / (1 + e⁻ˣ). */
  sigmoidArray(input: Pointer, output: Pointer, count: number): void;
  /** tanh x. */
  tanhArray(input: Pointer, output: Pointer, count: number): void;
  /** ln x of positive normal x. */
  logArray(input: Pointer, output: Pointer, count: number): void;
  /** ln(1 + x) for x from 0 to 1. */
  log1pArray(input: Pointer, output: Pointer, count: number): void;
}

/** The kernels and the memory that they work on. `memory.buffer` changes when the memory grows: read it anew each time. */
export interface KernelHost {
  /** Functions that work on `memory`. */
  readonly kernels: Kernels;
  /** What pointers point into. */
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
