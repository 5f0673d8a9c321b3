/** Exported networks that visitors may take home: whatever lies under `models/` for a run. */
import { join } from "node:path";
import { modelSlug } from "../onnx/export_job.ts";
import type { Run } from "./runs.ts";

/** A file of a network. */
export interface ModelFileEntry {
  /** Its name. */
  readonly name: string;
  /** What it holds, in a few words. */
  readonly what: string;
  /** Its media type. */
  readonly type: string;
  /** Its size. */
  readonly bytes: number;
}

const ENDINGS: readonly (Pick<ModelFileEntry, "what" | "type"> & { readonly ending: string })[] = [
  {
    ending: ".safetensors",
    what: "the weights by PyTorch’s names",
    type: "application/octet-stream",
  },
  { ending: ".onnx", what: "the network for any ONNX runtime", type: "application/octet-stream" },
  {
    ending: ".explain.onnx",
    what: "the same, which also gives gates and states",
    type: "application/octet-stream",
  },
  {
    ending: ".md",
    what: "its card: input, output, hashes",
    type: "text/markdown; charset=utf-8",
  },
];

/** The files under a folder with one folder for each profile. */
export class ModelFiles {
  readonly #folder: string;

  /**
   * The files in a folder.
   * @param folder from the project's root: `models`
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The files of a run; none where it was not exported. */
  async of(run: Run): Promise<ModelFileEntry[]> {
    const files: ModelFileEntry[] = [];
    for (const job of [run.job, ...run.aliases]) {
      for (const { ending, what, type } of ENDINGS) {
        const name = modelSlug(job) + ending;
        const stat = await Deno.stat(this.#path(run, name)).catch(() => undefined);
        if (stat?.isFile) files.push({ name, what, type, bytes: stat.size });
      }
      if (files.length > 0) break;
    }
    return files;
  }

  /**
   * The content of a file.
   * @param name one that `of` has named, never a visitor's own
   */
  read(run: Run, name: string): Promise<Uint8Array<ArrayBuffer>> {
    return Deno.readFile(this.#path(run, name));
  }

  #path({ profile }: Run, name: string): string {
    return join(this.#folder, profile, name);
  }
}
