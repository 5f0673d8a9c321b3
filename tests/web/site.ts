/** The site over made-up reports, without a server. */
import { Builder } from "fresh/dev";
import { makeApp } from "../../main.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { type JobList, parseJobList } from "../../src/report/job_list.ts";
import { parseResults, type Results } from "../../src/report/results.ts";
import type { SiteState } from "../../src/web/define.ts";
import { writeTraining } from "../../src/web/training_bundle.ts";
import { addressesIn } from "../../src/web/warm_up.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GOLDEN = `${ROOT}tests/golden/report`;

/** What answers requests. */
export type Site = (path: string, init?: RequestInit) => Promise<Response>;

const built = new Builder<SiteState>({ root: ROOT }).build({ snapshot: "memory" });

/** The function that answers requests from the reports in a folder, and trains where the files for that are named. */
export async function handlerOver(
  reports: string,
  training = "no-such-folder",
  models = `${ROOT}models`,
): Promise<(request: Request) => Promise<Response>> {
  const app = makeApp({ reports, models, training });
  (await built)(app);
  return app.handler();
}

/** The site over the reports in a folder. */
export async function siteOver(
  reports: string,
  training?: string,
  models?: string,
): Promise<Site> {
  const handle = await handlerOver(reports, training, models);
  return (path, init) => handle(new Request(`http://127.0.0.1${path}`, init));
}

/** A reference that fits results and jobs, its hashes made up. */
function referenceOf({ profile, provenance }: Results, { jobs }: JobList): string {
  const outputs = ({ key, curves }: JobList["jobs"][string]) => ({
    "metrics.json": sha256(`${key} metrics`),
    ...(Object.keys(curves).length > 0 && { "weights.safetensors": sha256(`${key} weights`) }),
  });
  const data = Object.entries(provenance.data).map(([name, { sha256 }]) => [name, sha256]);
  return JSON.stringify({
    profile,
    engine: provenance.engine,
    streams: 1,
    kernel: sha256("kernel"),
    data: Object.fromEntries(data),
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([id, job]) => [id, { key: job.key, outputs: outputs(job) }]),
    ),
  });
}

/**
 * Writes a profile's report into a folder, made from the golden one.
 * @returns its results
 */
export async function writeReport(
  reports: string,
  profile: string,
  label: "simulated" | "real",
): Promise<Results> {
  const folder = `${reports}/${profile}`;
  await Deno.mkdir(folder, { recursive: true });
  const made = async (name: string): Promise<unknown> => {
    const text = (await Deno.readTextFile(`${GOLDEN}/${name}`))
      .replace('"profile": "quick"', `"profile": "${profile}"`)
      .replaceAll('"label": "simulated"', `"label": "${label}"`)
      // No two profiles share a key.
      .replaceAll(/[0-9a-f]{64}/g, (hash) => sha256(hash + profile));
    await Deno.writeTextFile(`${folder}/${name}`, text);
    return JSON.parse(text);
  };
  const results = parseResults(await made("results.json"));
  const jobs = parseJobList(await made("jobs.json"));
  await made("claims.json");
  await Deno.copyFile(`${GOLDEN}/timings.json`, `${folder}/timings.json`);
  await Deno.copyFile(`${GOLDEN}/report.md`, `${folder}/report.md`);
  await Deno.copyFile(`${ROOT}reports/${profile}/samples.json`, `${folder}/samples.json`);
  await Deno.writeTextFile(`${folder}/reference.json`, referenceOf(results, jobs));
  return results;
}

/** A folder with a simulated and a real report and the published statistics of data; it is removed when it goes out of scope. */
export async function reportFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir();
  await writeReport(path, "quick", "simulated");
  await writeReport(path, "paper", "real");
  await Deno.mkdir(`${path}/data`);
  await Deno.copyFile(`${ROOT}reports/data/statistics.json`, `${path}/data/statistics.json`);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** A folder with the files of one network of the quick profile, their content made up; it is removed when it goes out of scope. */
export async function modelFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir();
  await Deno.mkdir(`${path}/quick`);
  for (const ending of ["onnx", "safetensors"]) {
    const name = `q7-a-lstm-seed-1.${ending}`;
    await Deno.writeTextFile(`${path}/quick/${name}`, `content of ${name}`);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** A folder with the files that train in a browser; it is removed when it goes out of scope. */
export async function trainingFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir();
  await writeTraining(path);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Every address within the site that pages link to, found by following the links from the overview. */
export async function crawl(site: Site): Promise<Map<string, Response>> {
  const found = new Map<string, Response>();
  const pending = ["/"];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    const response = await site(path);
    found.set(path, response.clone());
    if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
    pending.push(...addressesIn(await response.text()));
  }
  return found;
}
