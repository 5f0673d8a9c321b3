/** The files that `/reproduce` loads at a click, as `deno task build` has put them into a folder. */

/** Name of the worker's script. */
export const WORKER_FILE = "worker.js";

/** Name of the kernels. */
export const KERNELS_FILE = "kernels.wasm";

/** Name of tfjs' WASM backend, as tfjs asks for it where WebAssembly has SIMD, which the kernels need anyway. */
export const TFJS_FILE = "tfjs-backend-wasm-simd.wasm";

const TYPES: Readonly<Record<string, string>> = {
  [WORKER_FILE]: "text/javascript; charset=utf-8",
  [KERNELS_FILE]: "application/wasm",
  [TFJS_FILE]: "application/wasm",
};

/** A file with what it is. */
export interface TrainingFile {
  /** Its media type. */
  readonly type: string;
  /** Its bytes. */
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The files in a folder. */
export class TrainingFiles {
  readonly #folder: string;

  /**
   * The files in a folder.
   * @param folder from the project's root
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A file by its name; `undefined` for any other name, and where none was built. */
  async read(name: string): Promise<TrainingFile | undefined> {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type === undefined) return undefined;
    try {
      return { type, content: await Deno.readFile(`${this.#folder}/${name}`) };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  /** What they weigh together, in bytes before compression; 0 where some were not built. */
  async weight(): Promise<number> {
    const files = await Promise.all(Object.keys(TYPES).map((name) => this.read(name)));
    return files.every((file) => file !== undefined)
      ? files.reduce((sum, { content }) => sum + content.length, 0)
      : 0;
  }
}
