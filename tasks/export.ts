/**
 * `deno task export`: writes every trained network of a profile as ONNX, with its weights and a card, to
 * `models/<profile>/`. Trains nothing: jobs that have not run are counted and left out.
 */
import { basename, dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { CliError } from "../src/core/cli_error.ts";
import { ENGINE_VERSION } from "../src/core/engine_version.ts";
import { readSources } from "../src/data/sources.ts";
import { studyJobs } from "../src/experiments/study.ts";
import { kernelHash } from "../src/kernels/kernels_file.ts";
import { isExportable } from "../src/onnx/export_job.ts";
import { JobStore, type StoredJob } from "../src/pipeline/job_store.ts";
import { planJobs } from "../src/pipeline/plan.ts";
import { selectJobs } from "../src/pipeline/select_jobs.ts";
import { exportProfile, keptVarieties } from "../src/reproduction/export_profile.ts";
import { profileNamed } from "../src/reproduction/reproduce.ts";
import { runTask } from "./run_task.ts";

interface Flags {
  readonly profile: string;
  readonly only: readonly string[];
  readonly job?: string;
  readonly store: string;
  readonly models: string;
  readonly kept?: boolean;
  readonly mirror?: string;
  readonly json?: boolean;
}

const flags = new Command("export")
  .description("Write trained networks as ONNX, with weights and a card.")
  .option("--profile <name>", "scale: quick or paper", "quick")
  .option("--only <name...>", "experiments (Q7-a) or jobs (Q7-a/LSTM/seed-1)", [])
  .option("--job <folder>", "one folder of a store instead, named by its job's key")
  .option("--store <folder>", "where finished jobs are", "data/store")
  .option("--models <folder>", "where a folder for each profile is written", "models")
  .option("--kept", "only what the repository keeps: one seed of each kind")
  .addOption(
    new Option("--mirror <dir>", "folder asked first for real data, whose words a vocabulary needs")
      .env("UNROLL_MIRROR"),
  )
  .option("--json", "print one row per file: job, path, bytes, sha256")
  .parse(["deno", "export", ...Deno.args]).opts<Flags>();

/** The stored job under a key; `undefined` when it has not run. */
async function stored(store: JobStore, key: string): Promise<StoredJob | undefined> {
  const found = await store.open(key);
  if (found.state === "damaged") {
    throw new CliError(`Cannot export the job in ${store.path(key)}: ${found.reason}`, {
      hint: "deno task reproduce makes it again",
    });
  }
  return found.state === "stored" ? found.job : undefined;
}

/** The jobs to export by name, and how many have not run. */
async function finished(): Promise<{ jobs: [name: string, job: StoredJob][]; absent: number }> {
  const all = studyJobs(profileNamed(flags.profile));
  const datasets = Object.entries((await readSources()).datasets);
  const plan = planJobs(flags.only.length > 0 ? selectJobs(all, flags.only) : all, {
    data: Object.fromEntries(datasets.map(([name, { sha256 }]) => [name, sha256])),
    kernel: await kernelHash(),
    engine: ENGINE_VERSION,
  });
  const nameOf = new Map(plan.jobs.map(({ key, specs }) => [key, specs[0].id]));
  if (flags.job !== undefined) {
    const folder = resolve(flags.job), key = basename(folder);
    const job = /^[0-9a-f]{64}$/.test(key) && await stored(new JobStore(dirname(folder)), key);
    if (job && isExportable(job.manifest)) {
      return { jobs: [[nameOf.get(key) ?? `job-${key.slice(0, 16)}`, job]], absent: 0 };
    }
    throw new CliError(`Cannot export ${flags.job}: it holds no trained recurrent network`, {
      hint: "Name a folder of a store, such as data/store/<key>",
    });
  }
  const store = new JobStore(flags.store), jobs: [string, StoredJob][] = [];
  let absent = 0;
  for (const { key } of plan.jobs.filter(isExportable)) {
    const job = await stored(store, key);
    if (job) jobs.push([nameOf.get(key)!, job]);
    else absent++;
  }
  return { jobs: jobs.sort(([a], [b]) => (a < b ? -1 : 1)), absent };
}

await runTask(async () => {
  const { jobs, absent } = await finished();
  if (jobs.length === 0) {
    throw new CliError(`Cannot export from ${flags.store}: none of ${absent} networks is there`, {
      hint: `Train them first: deno task reproduce --profile ${flags.profile}`,
    });
  }
  const folder = join(flags.models, flags.profile);
  const rows = await exportProfile(jobs, {
    folder,
    data: {
      ...(flags.mirror !== undefined && { mirror: flags.mirror }),
      notice: (message) => console.error(message),
    },
    ...(flags.kept && { varietiesOf: (name) => keptVarieties(flags.profile, name) }),
    warn: (message) => console.error(message),
  });
  if (flags.json) console.log(JSON.stringify(rows, null, 2));
  else {
    for (const { path, bytes, sha256 } of rows) {
      console.log(`${sha256.slice(0, 16)}  ${bytes}\t${path}`);
    }
  }
  const exported = new Set(rows.map(({ job }) => job)).size;
  console.error(`\nExported ${exported} networks to ${folder}; ${absent} have not been trained`);
  return 0;
});
