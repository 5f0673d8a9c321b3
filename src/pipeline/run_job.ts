import { CliError } from "../core/cli_error.ts";
import type { JobProgress, JobTable } from "../core/job.ts";
import { sha256OfFile } from "../core/sha256.ts";
import { JobStore } from "./job_store.ts";
import type { JobOutputs } from "./manifest.ts";
import { PartialJob, type PartialJobEffects } from "./partial_job.ts";
import type { JobOrder } from "./worker_message.ts";

/** What a running job tells the world. */
export interface RunJobEffects extends PartialJobEffects {
  /** The job has come so far. */
  readonly progress?: (progress: JobProgress) => void;
}

/** Throws unless every input has the content that entered the job's key. */
async function checkInputs(order: JobOrder, when: string): Promise<void> {
  for (const [name, { path, sha256 }] of Object.entries(order.data)) {
    const found = await sha256OfFile(path);
    if (found !== sha256) {
      throw new CliError(
        `Cannot trust job ${order.id} as its data "${name}" has changed ${when}: expected sha256 ${sha256}, got ${found}`,
        { hint: `Leave ${path} alone while a run reads it, and run the same command again` },
      );
    }
  }
  const store = new JobStore(order.store);
  for (const [id, key] of Object.entries(order.needs)) {
    const lookup = await store.open(key);
    if (lookup.state !== "stored") {
      const found = lookup.state === "damaged" ? lookup.reason : "it is gone";
      throw new CliError(
        `Cannot trust job ${order.id} as the outputs of ${id} have changed ${when}: ${found}`,
        { hint: `Leave ${order.store} alone while a run uses it, and run the same command again` },
      );
    }
  }
}

/**
 * Computes one job in its prepared folder, and returns what it wrote there. Hashes every input before and again after.
 * Throws what the job throws, `CliError` for an input that has changed, `DiskFullError`, and an `Error` for a kind that
 * `table` lacks or for a job without outputs.
 */
export async function runJob(
  order: JobOrder,
  table: JobTable,
  effects: RunJobEffects = {},
): Promise<JobOutputs> {
  const compute = Object.hasOwn(table, order.kind) ? table[order.kind] : undefined;
  if (!compute) throw new Error(`Cannot run job ${order.id} of the unknown kind "${order.kind}"`);
  await checkInputs(order, "since the run began");
  const store = new JobStore(order.store);
  const partial = new PartialJob(order.folder, effects);
  await compute({
    config: order.config,
    data: Object.fromEntries(Object.entries(order.data).map(([name, { path }]) => [name, path])),
    needs: Object.fromEntries(
      Object.entries(order.needs).map(([id, key]) => [id, store.path(key)]),
    ),
    loadCheckpoint: () => partial.loadCheckpoint(),
    saveCheckpoint: (content) => partial.saveCheckpoint(content),
    write: (name, content, kind) => partial.write(name, content, kind),
    progress: (progress) => effects.progress?.(progress),
    now: () => performance.now(),
  });
  await checkInputs(order, "while it ran");
  if (partial.outputs.outputs.length === 0) {
    throw new Error(`Cannot store job ${order.id} as it has written no output`);
  }
  return partial.outputs;
}
