/** The host of this process: tfjs' WASM backend with the committed kernels in it. */
import { readKernels } from "./kernels_file.ts";
import type { KernelHost } from "./module.ts";
import { startHost } from "./tfjs_host.ts";

let opened: Promise<KernelHost> | undefined;

/**
 * Starts the host; repeated calls return the same one.
 * @throws Error when the backend does not start, or keeps its memory elsewhere than this version is known to
 */
export function openBackend(): Promise<KernelHost> {
  opened ??= readKernels().then(startHost);
  return opened;
}
