import { join } from "node:path";
import type { Reference } from "../../src/pipeline/reference.ts";
import type { RunEvent } from "../../src/pipeline/run_event.ts";
import type { ReproduceOptions } from "../../src/reproduction/reproduce.ts";

/** A folder with everything that a reproduction of `quick` reads and writes, removed at the end of the scope. */
export class ReproductionFolder implements AsyncDisposable {
  /** The folder. */
  readonly path = Deno.makeTempDirSync({ prefix: "unroll-reproduction-" });
  /** Every event of the runs. */
  readonly events: RunEvent[] = [];

  /** Options of a reproduction in the folder, one job at a time. */
  options(more: Partial<ReproduceOptions> = {}): ReproduceOptions {
    return {
      profile: "quick",
      only: [],
      workers: 1,
      store: join(this.path, "store"),
      reports: join(this.path, "reports"),
      runs: join(this.path, "runs"),
      data: { cache: join(this.path, "cache") },
      observe: (event) => void this.events.push(event),
      ...more,
    };
  }

  /** Writes the published reference of `quick`. */
  async publish(reference: Reference | string): Promise<void> {
    const folder = join(this.path, "reports", "quick");
    await Deno.mkdir(folder, { recursive: true });
    const text = typeof reference === "string" ? reference : JSON.stringify(reference);
    await Deno.writeTextFile(join(folder, "reference.json"), text);
  }

  /** Names in the folder. */
  names(): string[] {
    return [...Deno.readDirSync(this.path)].map(({ name }) => name).sort();
  }

  /** Removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
