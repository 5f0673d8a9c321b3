import { join } from "node:path";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { sha256 } from "../core/sha256.ts";
import { frameCheckpoint, unframeCheckpoint } from "./checkpoint.ts";
import { writeErrorFor } from "../core/disk_full_error.ts";
import { isOutputName, type JobOutputs } from "./manifest.ts";

const CHECKPOINT = "checkpoint";
const PREVIOUS = "checkpoint.previous";

/** Files of a job's folder that outlive an interrupted run. */
export const CHECKPOINT_NAMES: readonly string[] = [CHECKPOINT, PREVIOUS];

/** What a job being built does beside writing into its folder. */
export interface PartialJobEffects {
  /** Told one line about a checkpoint that could not be used. */
  readonly warn?: (text: string) => void;
  /** Told that the job goes on from a checkpoint. */
  readonly resumed?: () => void;
  /** Writes a file whole or not at all. */
  readonly writeFile?: (path: string, content: Uint8Array | string) => Promise<void>;
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The files of a job while it is computed. */
export class PartialJob {
  readonly #folder: string;
  readonly #effects: Required<PartialJobEffects>;
  readonly #outputs: { name: string; bytes: number; sha256: string }[] = [];
  readonly #timing: string[] = [];

  /** `folder` exists, and this job alone writes to it. */
  constructor(folder: string, effects: PartialJobEffects = {}) {
    this.#folder = folder;
    this.#effects = {
      warn: effects.warn ?? (() => {}),
      resumed: effects.resumed ?? (() => {}),
      writeFile: effects.writeFile ?? writeFileAtomically,
    };
  }

  /** What has been written so far. */
  get outputs(): JobOutputs {
    return { outputs: [...this.#outputs], timing: [...this.#timing] };
  }

  async #write(name: string, content: Uint8Array | string): Promise<void> {
    const path = join(this.#folder, name);
    try {
      await this.#effects.writeFile(path, content);
    } catch (error) {
      throw writeErrorFor(path, error);
    }
  }

  /** As `JobContext.write`. Throws an `Error` for a name that is no plain file name, is the store's, or is taken. */
  async write(
    name: string,
    content: Uint8Array | string,
    kind: "result" | "timing" = "result",
  ): Promise<void> {
    if (!isOutputName(name)) {
      throw new Error(
        `Cannot use "${name}" as the name of an output: expected a plain file name that the store does not use`,
      );
    }
    if (this.#timing.includes(name) || this.#outputs.some((output) => output.name === name)) {
      throw new Error(`Cannot write the output "${name}" twice`);
    }
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await this.#write(name, bytes);
    if (kind === "timing") this.#timing.push(name);
    else this.#outputs.push({ name, bytes: bytes.length, sha256: sha256(bytes) });
  }

  /** As `JobContext.saveCheckpoint`. The checkpoint before is kept, in case this one is damaged on the disk. */
  async saveCheckpoint(content: Uint8Array): Promise<void> {
    try {
      await Deno.rename(join(this.#folder, CHECKPOINT), join(this.#folder, PREVIOUS));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await this.#write(CHECKPOINT, frameCheckpoint(content));
  }

  /** As `JobContext.loadCheckpoint`: the newest checkpoint that is whole. A damaged one is reported and removed. */
  async loadCheckpoint(): Promise<Uint8Array | undefined> {
    for (const name of CHECKPOINT_NAMES) {
      const path = join(this.#folder, name);
      const framed = await readIfPresent(path);
      if (!framed) continue;
      try {
        const content = unframeCheckpoint(framed);
        this.#effects.resumed();
        return content;
      } catch (error) {
        const reason = (error as Error).message;
        this.#effects.warn(`Cannot use ${path}: ${reason}; the job goes on from the state before`);
        // Or the next save would put it in the place of the checkpoint that is whole.
        await Deno.remove(path);
      }
    }
    return undefined;
  }
}
