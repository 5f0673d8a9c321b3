/** tfjs' WASM backend with the kernels in its heap, wherever their bytes come from: a disk here, the network in a browser. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { instantiateKernels, type KernelHost } from "./module.ts";
import { backend } from "./tfjs_heap.ts";
import { registerKernels } from "./tfjs_kernels.ts";

/**
 * Makes WASM tfjs' backend, instantiates the kernels in its heap and registers them.
 * @throws Error when the backend does not start, or keeps its memory elsewhere than this version is known to
 */
export async function startHost(kernels: BufferSource): Promise<KernelHost> {
  if (!await tf.setBackend("wasm")) throw new Error("Cannot start tfjs' WASM backend");
  await tf.ready();
  const memory = backend().wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error("Cannot find the heap of tfjs' WASM backend at wasm.asm.memory");
  }
  const host = await instantiateKernels(kernels, memory);
  registerKernels(host);
  return host;
}
