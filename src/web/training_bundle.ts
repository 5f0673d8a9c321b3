/// <reference lib="deno.unstable" />
/**
 * The files that `/reproduce` loads at a click: the worker with everything in it, the kernels, and tfjs' WASM backend. They are no
 * island and belong to no page, so this project bundles them itself, whatever Fresh serves the pages.
 */
import { fileURLToPath } from "node:url";
import { readKernels } from "../kernels/kernels_file.ts";
import { KERNELS_FILE, TFJS_FILE, WORKER_FILE } from "./training_files.ts";

/**
 * Bundles them.
 * @returns content by file name
 * @throws Error when the worker cannot be bundled
 */
async function bundleTraining(): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const { success, errors, outputFiles = [] } = await Deno.bundle({
    entrypoints: [fileURLToPath(new URL("./training_worker.ts", import.meta.url))],
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  const [worker] = outputFiles;
  if (!success || worker?.contents === undefined) {
    throw new Error(`Cannot bundle the worker: ${errors.map(({ text }) => text).join("; ")}`);
  }
  const tfjs = import.meta.resolve(`@tensorflow/tfjs-backend-wasm/wasm-out/${TFJS_FILE}`);
  return {
    [WORKER_FILE]: Uint8Array.from(worker.contents),
    [KERNELS_FILE]: await readKernels(),
    [TFJS_FILE]: await Deno.readFile(new URL(tfjs)),
  };
}

/**
 * Bundles them into a folder, which is made where there is none.
 * @throws Error when the worker cannot be bundled
 */
export async function writeTraining(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(await bundleTraining())) {
    await Deno.writeFile(`${folder}/${name}`, content);
  }
}
