/** Starts tfjs' WASM backend with the project's kernels in it. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { instantiateKernels, type KernelHost, readKernels } from "./module.ts";
import { backend } from "./tfjs_heap.ts";
import { registerKernels } from "./tfjs_kernels.ts";

let opened: Promise<KernelHost> | undefined;

/**
 * Makes WASM tfjs' backend, instantiates the kernels in its heap and registers them. Repeated calls return the same host.
 * @throws Error when the backend does not start, or keeps its memory elsewhere than this version is known to
 */
export function openBackend(): Promise<KernelHost> {
  opened ??= (async () => {
    if (!await tf.setBackend("wasm")) throw new Error("Cannot start tfjs' WASM backend");
    await tf.ready();
    const memory = backend().wasm.asm?.memory;
    if (!(memory instanceof WebAssembly.Memory)) {
      throw new Error("Cannot find the heap of tfjs' WASM backend at wasm.asm.memory");
    }
    const host = await instantiateKernels(await readKernels(), memory);
    registerKernels(host);
    return host;
  })();
  return opened;
}
