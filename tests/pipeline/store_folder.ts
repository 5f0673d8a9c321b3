import { join } from "node:path";
import type { JobSpec } from "../../src/core/job.ts";
import type { RunEvent } from "../../src/pipeline/run_event.ts";
import type { RunOptions } from "../../src/pipeline/run_plan.ts";
import { outputHashes, type RunResult } from "../../src/pipeline/run_result.ts";

/** A folder of a test, removed with all that it holds when the test ends. */
export class StoreFolder implements AsyncDisposable {
  readonly path = Deno.makeTempDirSync({ prefix: "unroll-pipeline-" });

  /** Path of a file in the folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Options of a run in the folder, two workers on the fake jobs. */
  options(jobs: readonly JobSpec[], more: Partial<RunOptions> = {}): RunOptions {
    return {
      jobs,
      dataPaths: {},
      store: this.file("store"),
      workers: 2,
      runner: new URL("./fake_jobs.ts", import.meta.url),
      kernelHash: "0".repeat(64),
      engineVersion: 1,
      lockPoll: 20,
      ...more,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** A declared job: a quick training unless told otherwise. */
export function fakeJob(
  id: string,
  { config = {}, ...more }: Partial<JobSpec> = {},
): JobSpec {
  return {
    id,
    experiment: id.split("/")[0]!,
    kind: "train",
    config: { epochs: 3, pause: 0, seed: id, ...config },
    data: [],
    needs: [],
    cost: 1,
    ...more,
  };
}

/** Output hashes of every done job, by id. */
export function hashesOf(result: RunResult): Record<string, Record<string, string>> {
  return Object.fromEntries(result.jobs.map((job) => [job.id, outputHashes(job)]));
}

/** An observer that keeps events, and each as `type id`. */
export function recorder(): {
  events: RunEvent[];
  lines: string[];
  observe: (e: RunEvent) => void;
} {
  const events: RunEvent[] = [], lines: string[] = [];
  const observe = (event: RunEvent): void => {
    events.push(event);
    lines.push("job" in event ? `${event.type} ${event.job.specs[0].id}` : event.type);
  };
  return { events, lines, observe };
}
