/**
 * A tiny deterministic "training" for the tests of the pipeline: each epoch hashes the state before. Its outputs depend on
 * the configuration, the data and the needed jobs alone, as those of a true training do.
 */
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import type { JobContext, JobFunction, JobTable } from "../../src/core/job.ts";
import { sha256 } from "../../src/core/sha256.ts";

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function firstState({ config, data, needs }: JobContext): Promise<string> {
  const parts = [JSON.stringify(config)];
  for (const path of Object.values(data)) parts.push(await Deno.readTextFile(path));
  for (const folder of Object.values(needs)) {
    parts.push(await Deno.readTextFile(join(folder, "weights.safetensors")));
  }
  return sha256(parts.join("\n"));
}

/** Config: `epochs`; `pause`, milliseconds per epoch. Each epoch adds a line to the file that `FAKE_JOBS_LOG` names. */
const train: JobFunction = async (context) => {
  const { epochs, pause } = context.config as { epochs: number; pause: number };
  const log = Deno.env.get("FAKE_JOBS_LOG");
  const saved = await context.loadCheckpoint();
  let { epoch, state } = saved
    ? JSON.parse(new TextDecoder().decode(saved)) as { epoch: number; state: string }
    : { epoch: 0, state: await firstState(context) };
  while (epoch < epochs) {
    await sleep(pause);
    state = sha256(`${epoch} ${state}`);
    epoch++;
    if (log) await Deno.writeTextFile(log, "epoch\n", { append: true });
    await context.saveCheckpoint(new TextEncoder().encode(JSON.stringify({ epoch, state })));
    context.progress({ done: epoch, total: epochs, note: `epoch ${epoch}/${epochs}` });
  }
  await context.write("weights.safetensors", state.repeat(100));
  await context.write("metrics.json", JSON.stringify({ state }));
  await context.write("timing.json", String(context.now()), "timing");
};

/** Writes over each data set that it reads. */
const spoil: JobFunction = async (context) => {
  for (const path of Object.values(context.data)) await Deno.writeTextFile(path, "spoilt");
  await context.write("metrics.json", "{}");
};

/** Config: `megabytes` to write as a checkpoint. */
const fill: JobFunction = async (context) => {
  await context.saveCheckpoint(new Uint8Array(Number(context.config.megabytes) * 2 ** 20));
  await context.write("metrics.json", "{}");
};

/** The functions that a worker of the tests runs. */
export const jobs: JobTable = {
  train,
  spoil,
  fill,
  diverge: () => {
    throw new CliError("Cannot go on training: the loss is NaN", {
      hint: "Lower the learning rate",
      exitCode: 7,
    });
  },
  fault: () => Promise.reject(new TypeError("a defect")),
  crash: () => {
    queueMicrotask(() => {
      throw new Error("out of nowhere");
    });
    return sleep(60_000);
  },
  silent: () => Promise.resolve(),
};
