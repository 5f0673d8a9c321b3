/** A tiny published run: three fake trainings that read the simulated household, and a made-up report. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gatherRun } from "../../src/archive/archive_run.ts";
import type { Members } from "../../src/archive/members.ts";
import type { RunPlaces } from "../../src/archive/run_files.ts";
import { ENGINE_VERSION } from "../../src/core/engine_version.ts";
import type { JobSpec } from "../../src/core/job.ts";
import { openCanonical } from "../../src/data/canonical.ts";
import { readSources } from "../../src/data/sources.ts";
import { kernelHash } from "../../src/kernels/kernels_file.ts";
import { planJobs } from "../../src/pipeline/plan.ts";
import { type PlanDocument, planDocument } from "../../src/pipeline/plan_document.ts";
import { referenceFrom, writeReference } from "../../src/pipeline/reference.ts";
import { runPlan } from "../../src/pipeline/run_plan.ts";
import { formatResults, type Results } from "../../src/report/results.ts";
import { machine } from "../report/fixture.ts";
import { fakeJob } from "../pipeline/store_folder.ts";

/** The data set that the fake jobs read. */
export const DATA = "simulated-household";

/** Computes fake jobs in workers. */
export const RUNNER: URL = new URL("../pipeline/fake_jobs.ts", import.meta.url);

/** The fake jobs; the first and the last are one computation. */
export const JOBS: readonly JobSpec[] = [
  fakeJob("A/one", { data: [DATA], cost: 2 }),
  fakeJob("A/two", { needs: ["A/one"] }),
  fakeJob("B/three", { data: [DATA], config: { seed: "A/one" } }),
];

/** A folder of a test, removed with all that it holds when the test ends. */
export class RunFolder implements AsyncDisposable {
  readonly path = Deno.makeTempDirSync({ prefix: "unroll-archive-" });
  readonly places: RunPlaces = {
    project: fileURLToPath(new URL("../../", import.meta.url)),
    reports: this.file("reports"),
    models: this.file("models"),
    store: this.file("store"),
  };

  /** Path of a file in the folder. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Runs the fake jobs and publishes them as the quick profile. */
  async publish(): Promise<PlanDocument> {
    const { path } = await openCanonical(DATA, { cache: this.file("cache") });
    const kernel = await kernelHash();
    const result = await runPlan({
      jobs: JOBS,
      dataPaths: { [DATA]: path },
      store: this.places.store,
      workers: 1,
      runner: RUNNER,
      kernelHash: kernel,
      engineVersion: ENGINE_VERSION,
    });
    const { sha256 } = (await readSources()).datasets[DATA]!;
    const plan = planJobs(JOBS, { data: { [DATA]: sha256 }, kernel, engine: ENGINE_VERSION });
    const report = this.file("reports/quick");
    await Deno.mkdir(join(report, "figures"), { recursive: true });
    await writeReference(join(report, "reference.json"), referenceFrom("quick", result));
    const json = (name: string, value: unknown): Promise<void> =>
      Deno.writeTextFile(join(report, name), `${JSON.stringify(value, null, 2)}\n`);
    const results: Results = {
      schema: "unroll-results/3",
      profile: "quick",
      provenance: {
        engine: ENGINE_VERSION,
        kernel,
        data: { [DATA]: { sha256, label: "simulated" } },
      },
      experiments: {},
    };
    await Deno.writeTextFile(join(report, "results.json"), formatResults(results));
    await json("timings.json", { schema: "unroll-timings/1", machine, secondsPerEpoch: {} });
    await Deno.writeTextFile(join(report, "report.md"), "# Results of the quick profile\n");
    await Deno.writeTextFile(join(report, "figures/a.svg"), "<svg/>\n");
    await Deno.mkdir(this.file("models/quick"), { recursive: true });
    await Deno.copyFile(
      join(this.places.store, result.jobs[0]!.key, "weights.safetensors"),
      this.file("models/quick/a-one.safetensors"),
    );
    return planDocument("quick", plan);
  }

  /** Publishes the run, and gathers its archive. */
  async members(): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
    return new Map(await gatherRun(await this.publish(), this.places));
  }

  /** Writes members as a folder. */
  async unpack(members: Members, name: string): Promise<string> {
    for (const [path, content] of members) {
      const file = this.file(`${name}/${path}`);
      await Deno.mkdir(join(file, ".."), { recursive: true });
      await Deno.writeFile(file, content);
    }
    return this.file(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
