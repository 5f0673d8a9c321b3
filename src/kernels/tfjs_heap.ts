/**
 * tfjs' WASM backend as a home for the kernels: where its tensors lie in its heap, and memory of its heap for other uses. Nothing
 * of tfjs is patched; what is read here beyond its public interface is the heap (`wasm.asm.memory`) and each tensor's
 * offset in it (`dataIdMap`), which its own kernels read too.
 */
import * as tf from "@tensorflow/tfjs";
import type { Pointer } from "./module.ts";
import type { DataType, TensorInfo } from "./tensor.ts";

/** The part of the WASM backend that the kernels use. */
export interface WasmBackend {
  /** The backend's own module, with its heap. */
  readonly wasm: { readonly asm: { readonly memory: WebAssembly.Memory } };
  /** Finds the byte offset of the values of a tensor by its `dataId`. */
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } };
  /** A tensor whose values are not initialised. */
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
  /** Frees the values of a `dataId`; false when something else still refers to them. */
  disposeData(id: object): boolean;
}

/** tfjs' current backend. */
export function backend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

/** Where a tensor's values lie in the heap. It holds as long as the tensor: growth of the heap moves nothing. */
export function pointerOf(tensor: TensorInfo): Pointer {
  return backend().dataIdMap.get(tensor.dataId).memoryOffset;
}

const CACHE_LINE = 64;

/** A tensor that only reserves memory: `bytes` bytes from the first multiple of a cache line on; see `alignedPointerOf`. */
export function reserve(bytes: number): TensorInfo {
  return backend().makeOutput([(bytes + CACHE_LINE) / 4], "float32");
}

/** The first multiple of a cache line in the memory of a tensor that `reserve` made. */
export function alignedPointerOf(reserved: TensorInfo): Pointer {
  return Math.ceil(pointerOf(reserved) / CACHE_LINE) * CACHE_LINE;
}

/** Calls `use` with `bytes` bytes of aligned memory and frees them when it returns. */
export function withMemory<T>(bytes: number, use: (pointer: Pointer) => T): T {
  const reserved = reserve(bytes);
  try {
    return use(alignedPointerOf(reserved));
  } finally {
    backend().disposeData(reserved.dataId);
  }
}
