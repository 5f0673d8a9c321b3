/**
 * The kernels over a memory of their own, for tests. Everything handed out is filled with bytes 0xff, which read as NaN and as −1,
 * and stands between guards of the same bytes: what reads memory that it has not written returns NaN, and what writes
 * past its end is found by `assertIntact`.
 */
import { assertEquals } from "@std/assert";
import { readKernels } from "../../src/kernels/kernels_file.ts";
import {
  instantiateKernels,
  type KernelHost,
  type Kernels,
  type Pointer,
} from "../../src/kernels/module.ts";

const PAGE = 65_536;
const GUARD = 64;

/** A host whose memory grows as needed and is handed out from the bottom up. */
export class KernelMemory implements KernelHost {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly #guards: Pointer[] = [];
  #next = GUARD;

  private constructor({ kernels, memory }: KernelHost) {
    this.kernels = kernels;
    this.memory = memory;
  }

  /** A memory of `pages` pages of 64 KiB, with the committed kernels in it. */
  static async open(pages = 64): Promise<KernelMemory> {
    const memory = new WebAssembly.Memory({ initial: pages });
    return new KernelMemory(await instantiateKernels(await readKernels(), memory));
  }

  /** Takes back everything that was handed out. */
  reset(): void {
    this.#next = GUARD;
    this.#guards.length = 0;
  }

  /** `bytes` bytes from a multiple of 64 on. */
  reserve(bytes: number): Pointer {
    const pointer = this.#next, end = pointer + bytes;
    this.#next = Math.ceil(end / GUARD) * GUARD + GUARD;
    const missing = this.#next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(this.memory.buffer).fill(0xff, pointer, this.#next);
    this.#guards.push(end);
    return pointer;
  }

  /** Space for `count` numbers. */
  floats(count: number): Pointer {
    return this.reserve(count * 4);
  }

  /** Copies numbers into memory as f32. */
  put(values: ArrayLike<number>): Pointer {
    const pointer = this.floats(values.length);
    new Float32Array(this.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  /** Copies integers into memory as i32. */
  putIntegers(values: ArrayLike<number>): Pointer {
    const pointer = this.reserve(values.length * 4);
    new Int32Array(this.memory.buffer, pointer, values.length).set(values);
    return pointer;
  }

  /** A copy of `count` f32 numbers. */
  get(pointer: Pointer, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer.slice(pointer, pointer + count * 4) as ArrayBuffer);
  }

  /** Fails if anything was written between the blocks that were handed out. */
  assertIntact(): void {
    const bytes = new Uint8Array(this.memory.buffer);
    for (const guard of this.#guards) {
      assertEquals(bytes.subarray(guard, guard + GUARD).every((byte) => byte === 0xff), true);
    }
  }
}
