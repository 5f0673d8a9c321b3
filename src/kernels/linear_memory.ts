import { instantiateKernels, type KernelHost, type Kernels, type Pointer } from "./module.ts";

const PAGE = 65_536;
/** The kernels ask for a mebibyte at least. */
const PAGES = 32;
const LINE = 64;

/**
 * The kernels over a memory of their own, handed out from the bottom up: for whoever runs a network without tfjs, such as a page in
 * a browser. What was handed out after a mark is taken back at once by `release`.
 */
export class LinearMemory implements KernelHost {
  /** Functions that work on `memory`. */
  readonly kernels: Kernels;
  /** What pointers point into; it grows as needed. */
  readonly memory: WebAssembly.Memory;
  // Never 0, which stands for "absent".
  #next: Pointer = LINE;

  private constructor({ kernels, memory }: KernelHost) {
    this.kernels = kernels;
    this.memory = memory;
  }

  /** A memory with the kernels of a compiled module in it. */
  static async open(module: BufferSource): Promise<LinearMemory> {
    const memory = new WebAssembly.Memory({ initial: PAGES });
    return new LinearMemory(await instantiateKernels(module, memory));
  }

  /** Where the next block will begin. */
  get mark(): Pointer {
    return this.#next;
  }

  /** Takes back what was handed out since a mark. */
  release(mark: Pointer): void {
    this.#next = mark;
  }

  /** `bytes` bytes from a multiple of 64 on, their content undefined. */
  reserve(bytes: number): Pointer {
    const pointer = this.#next;
    this.#next = Math.ceil((pointer + bytes) / LINE) * LINE;
    const missing = this.#next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return pointer;
  }

  /** Copies numbers into memory as f32. */
  put(values: ArrayLike<number>): Pointer {
    const pointer = this.reserve(4 * values.length);
    new Float32Array(this.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  /** A copy of `count` f32 numbers. */
  get(pointer: Pointer, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer.slice(pointer, pointer + 4 * count) as ArrayBuffer);
  }
}
