/**
 * A profile from end to end: open the data, plan and run the jobs, compare every output with the published reference, and
 * make the report again. Published files are left alone unless `publish` is asked for.
 */
import { join } from "node:path";
import { writeFileAtomically } from "../core/atomic_file.ts";
import { CliError } from "../core/cli_error.ts";
import { readSeries } from "../data/series.ts";
import { readSources } from "../data/sources.ts";
import { type Profile, PROFILES } from "../experiments/profile.ts";
import { studyJobs } from "../experiments/study.ts";
import { compareRun, type Comparison } from "../pipeline/comparison.ts";
import { readReference, referenceFrom, writeReference } from "../pipeline/reference.ts";
import { selectJobs } from "../pipeline/select_jobs.ts";
import { makeReport } from "../report/report.ts";
import type { DataLabel } from "../report/results.ts";
import { type ExportScore, type ExportScores, isFaithful } from "../report/export_scores.ts";
import { formatSamples, makeSamples } from "../report/samples.ts";
import { collectTimings } from "../report/timings.ts";
import { artefactsOf } from "./artefacts.ts";
import { thisMachine } from "./machine.ts";
import {
  differingFiles,
  exportScoresIn,
  publishedTimings,
  writeReportFolder,
} from "./report_folder.ts";
import { planProfile } from "./profile_plan.ts";
import { rescore } from "./rescore.ts";
import { openData, runJobs, type RunOptions } from "./run_jobs.ts";

/** How a profile is reproduced; folders are relative to the working directory. */
export interface ReproduceOptions extends RunOptions {
  /** `quick` or `paper`. */
  readonly profile: string;
  /** Experiments or jobs to run, with all that they need; everything when empty. */
  readonly only: readonly string[];
  /** Holds one folder of published results for each profile. */
  readonly reports: string;
  /** Holds one folder for each profile, where the run leaves its own results. */
  readonly runs: string;
  /** Replaces the published results by the run's instead of comparing. */
  readonly publish?: boolean;
  /** Is told before each exported model is scored. */
  readonly rescored?: (done: number, total: number, job: string) => void;
}

/** How a reproduction ended. */
export interface Reproduction extends Comparison {
  /** Where the run's own results are. */
  readonly folder: string;
  /** Published files that the run did not make again byte for byte. */
  readonly differing: readonly string[];
  /** Every exported model against the engine, as this machine found it. */
  readonly exports: readonly ExportScore[];
  /** Those of them that leave the bounds. */
  readonly unfaithful: readonly ExportScore[];
  /** Those of them whose ONNX file is not the published one. */
  readonly moved: readonly ExportScore[];
}

/**
 * The profile of a name.
 * @throws CliError for an unknown name
 */
export function profileNamed(name: string): Profile {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name as Profile["name"]];
  throw new CliError(`Cannot find a profile named "${name}"`, {
    hint: `Choose one of ${Object.keys(PROFILES).join(", ")}`,
  });
}

/**
 * Reproduces a profile.
 * @throws CliError for an unknown profile or job, data that cannot be had, a job that failed, a missing reference
 */
export async function reproduce(options: ReproduceOptions): Promise<Reproduction> {
  const profile = profileNamed(options.profile);
  const all = studyJobs(profile);
  const jobs = options.only.length > 0 ? selectJobs(all, options.only) : all;
  const published = join(options.reports, profile.name), folder = join(options.runs, profile.name);
  const referencePath = join(published, "reference.json");
  // Read first: a missing reference should not show after hours.
  const reference = options.publish ? undefined : await readReference(referencePath);
  const publishedScores = options.publish ? undefined : await exportScoresIn(published);
  if (options.publish && jobs.length < all.length) {
    throw new CliError("Cannot publish a part of a profile", {
      hint: "Leave --only out: jobs that are stored already are not run again",
    });
  }

  const dataPaths = await openData(jobs, options);
  const result = await runJobs(jobs, dataPaths, options);

  // What this machine finds; `known` saves a model that was scored before.
  const runsOwn = join(folder, "exports.json");
  const exports = await rescore(result, {
    dataPaths,
    // A file that several experiments share is called alike whichever of them ran.
    names: new Map((await planProfile(profile)).jobs.map(({ key, specs }) => [key, specs[0].id])),
    known: await knownScores(folder),
    workers: options.workers,
    progress: options.rescored,
    save: (scores) => writeScores(runsOwn, scores),
    signal: options.signal,
  });
  await writeScores(runsOwn, exports);

  // A report needs all jobs of an experiment.
  const missing = all.filter((job) => !jobs.includes(job)).map((job) => job.experiment);
  const artefacts = artefactsOf(result).filter(({ experiment }) => !missing.includes(experiment));
  let files: Record<string, string> = {};
  if (artefacts.length > 0) {
    const timings = (options.publish ? undefined : await publishedTimings(published)) ??
      await collectTimings(artefacts, thisMachine());
    const labels = await dataLabels(Object.keys(dataPaths));
    const shown = publishedScores ?? exports;
    const made = { profile: profile.name, artefacts, labels, timings, exports: shown };
    const series = (dataset: string) => readSeries(dataPaths[dataset]!);
    files = {
      ...await makeReport(made),
      "samples.json": formatSamples(await makeSamples({ ...made, series })),
    };
    // The run's own folder keeps the scores of this machine.
    const { "exports.json": _, ...others } = files;
    await writeReportFolder(folder, others);
  }
  if (options.publish) {
    await writeReportFolder(published, files);
    await writeReference(referencePath, referenceFrom(profile.name, result));
  }
  const subset = jobs.length < all.length;
  const comparison = compareRun(result, reference ?? await readReference(referencePath), {
    subset,
  });
  const differing = subset ? [] : await differingFiles(published, files);
  const unfaithful = exports.models.filter((model) => !isFaithful(model));
  const publishedFiles = new Map(publishedScores?.models.map(({ key, file }) => [key, file]));
  const moved = exports.models.filter(({ key, file }) =>
    (publishedFiles.get(key) ?? file) !== file
  );
  return { ...comparison, folder, differing, exports: exports.models, unfaithful, moved };
}

/** What an earlier run on this machine found, if it can be read: it saves work and is no result. */
async function knownScores(folder: string): Promise<ExportScores | undefined> {
  try {
    return await exportScoresIn(folder);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

async function writeScores(path: string, scores: ExportScores): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(scores, null, 2)}\n`);
}

/** Whether each data set is simulated or real. */
async function dataLabels(names: readonly string[]): Promise<Record<string, DataLabel>> {
  const { datasets } = await readSources();
  return Object.fromEntries(names.map((name) => {
    const simulated = datasets[name]!.origin.kind.startsWith("simulated");
    return [name, simulated ? "simulated" : "real"];
  }));
}
