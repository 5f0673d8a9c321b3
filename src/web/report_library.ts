/**
 * The reports that the site shows: every folder under `reports/` that holds a `results.json`. A profile whose files cannot
 * be used does not take the others down: it is listed with what is wrong and what to run.
 */
import { CliError } from "../core/cli_error.ts";
import type { Reference } from "../pipeline/reference.ts";
import { readReference } from "../pipeline/reference.ts";
import { type InferenceResult, parseInferenceResult } from "../bench/inference_result.ts";
import { parseTrainingResult, type TrainingResult } from "../bench/training_result.ts";
import { type DataStatistics, parseDataStatistics } from "../report/data_statistics.ts";
import type { Claims } from "../report/claim.ts";
import { type JobList, parseJobList } from "../report/job_list.ts";
import { parseClaims } from "../report/judge.ts";
import { parseResults, type Results } from "../report/results.ts";
import { parseTimings, type Timings } from "../report/timings.ts";

/** A profile that can be shown. */
export interface ProfileReport {
  /** `quick` or `paper`. */
  readonly profile: string;
  /** Whether its series were made by the project's own simulator. */
  readonly simulated: boolean;
  /** What was found. */
  readonly results: Results;
  /** What each job was told, and how it went. */
  readonly jobs: JobList;
  /** How long it took. */
  readonly timings: Timings;
  /** The hash of each output. */
  readonly reference: Reference;
}

/** A profile that cannot be shown. */
export interface BrokenReport {
  /** `quick` or `paper`. */
  readonly profile: string;
  /** The file at fault, from the project's root. */
  readonly file: string;
  /** What is wrong with it, in a sentence. */
  readonly problem: string;
  /** The command that makes it again. */
  readonly command: string;
}

/** All reports, the best for a visitor first. */
export interface Reports {
  /** Those that can be shown. */
  readonly shown: readonly ProfileReport[];
  /** Those that cannot. */
  readonly broken: readonly BrokenReport[];
}

/** Folders under `reports/` that belong to no profile. */
const OTHERS: ReadonlySet<string> = new Set(["bench", "data"]);
const DATA_STATISTICS = "data/statistics.json";
const INFERENCE = "bench/inference.json";
const TRAINING = "bench/train.json";

/** The files of a profile that decide what its pages show. */
const PROFILE_FILES = [
  "results.json",
  "jobs.json",
  "timings.json",
  "reference.json",
  "claims.json",
] as const;

/** Real data before simulated, then by name. */
const ORDER = ["paper", "quick"];

function rank(profile: string): number {
  const place = ORDER.indexOf(profile);
  return place === -1 ? ORDER.length : place;
}

/** Reads reports, and reads them again when their files have changed. */
export class ReportLibrary {
  readonly #folder: string;
  #revision = "";
  #reports: Promise<Reports> | undefined;

  /**
   * A library of the reports in a folder.
   * @param folder where they lie, from the project's root: `reports`
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Changes when a file does that decides what pages show. */
  async revision(): Promise<string> {
    const profiles = (await this.#profiles()).flatMap((profile) =>
      PROFILE_FILES.map((name) => `${profile}/${name}`)
    );
    const marks = [DATA_STATISTICS, INFERENCE, TRAINING, ...profiles].map(async (name) => {
      const stat = await Deno.stat(`${this.#folder}/${name}`).catch(() => undefined);
      return `${name} ${stat?.size} ${stat?.mtime?.getTime()}`;
    });
    return (await Promise.all(marks)).join("\n");
  }

  /** The reports as they are now. */
  async read(): Promise<Reports> {
    const revision = await this.revision();
    if (this.#reports === undefined || revision !== this.#revision) {
      this.#revision = revision;
      this.#reports = this.#readAll();
    }
    return this.#reports;
  }

  /**
   * The text of a file of a report.
   * @param name one of the names in `report_files.ts`, never a visitor's own
   */
  file({ profile }: ProfileReport, name: string): Promise<string> {
    return Deno.readTextFile(`${this.#folder}/${profile}/${name}`);
  }

  /** The verdicts of a report, or why they cannot be shown. */
  claims({ profile }: ProfileReport): Promise<Claims | BrokenReport> {
    const command = `deno task reproduce --profile ${profile} --publish`;
    return this.#parsed(`${profile}/claims.json`, command, parseClaims);
  }

  /** What simulated and real data look like, or why that cannot be shown. */
  data(): Promise<DataStatistics | BrokenReport> {
    const command = "deno task data:statistics --publish";
    return this.#parsed(DATA_STATISTICS, command, parseDataStatistics);
  }

  /** How fast exported models predict, or why that cannot be shown. */
  inference(): Promise<InferenceResult | BrokenReport> {
    return this.#parsed(INFERENCE, "deno task bench --publish", parseInferenceResult);
  }

  /** How fast networks are trained, or why that cannot be shown. */
  training(): Promise<TrainingResult | BrokenReport> {
    return this.#parsed(TRAINING, "deno task bench:train --publish", parseTrainingResult);
  }

  async #parsed<Value>(
    name: string,
    command: string,
    parse: (json: unknown) => Value,
  ): Promise<Value | BrokenReport> {
    const file = `${this.#folder}/${name}`;
    try {
      return parse(JSON.parse(await Deno.readTextFile(file)));
    } catch (error) {
      return { profile: name.split("/")[0]!, file, problem: problemOf(error), command };
    }
  }

  async #profiles(): Promise<string[]> {
    const profiles: string[] = [];
    try {
      for await (const { name, isDirectory } of Deno.readDir(this.#folder)) {
        if (isDirectory && /^[a-z][a-z0-9-]*$/.test(name) && !OTHERS.has(name)) profiles.push(name);
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    return profiles.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }

  async #readAll(): Promise<Reports> {
    const shown: ProfileReport[] = [], broken: BrokenReport[] = [];
    for (const profile of await this.#profiles()) {
      const report = await this.#readOne(profile);
      if ("problem" in report) broken.push(report);
      else shown.push(report);
    }
    return { shown, broken };
  }

  async #readOne(profile: string): Promise<ProfileReport | BrokenReport> {
    const command = `deno task reproduce --profile ${profile} --publish`;
    let file = "";
    try {
      const json = async (name: string): Promise<unknown> => {
        file = `${this.#folder}/${profile}/${name}`;
        return JSON.parse(await Deno.readTextFile(file));
      };
      const results = parseResults(await json("results.json"));
      if (results.profile !== profile) {
        throw new CliError(`Cannot use results.json: it is of profile ${results.profile}`);
      }
      const jobs = parseJobList(await json("jobs.json"));
      const timings = parseTimings(await json("timings.json"));
      file = `${this.#folder}/${profile}/reference.json`;
      const reference = await readReference(file);
      const simulated = Object.values(results.provenance.data)
        .some(({ label }) => label === "simulated");
      return { profile, simulated, results, jobs, timings, reference };
    } catch (error) {
      return { profile, file, problem: problemOf(error), command };
    }
  }
}

/** What is wrong, without a path of this machine. */
function problemOf(error: unknown): string {
  const missing = "The file is missing.";
  if (error instanceof Deno.errors.NotFound) return missing;
  if (error instanceof SyntaxError) return `The file is no complete JSON: ${error.message}.`;
  if (error instanceof CliError) {
    return error.cause instanceof Deno.errors.NotFound ? missing : `${error.message}.`;
  }
  throw error;
}
