import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { parse } from "@std/csv";
import { judgeClaims, parseClaims } from "../../src/report/judge.ts";
import { parseResults } from "../../src/report/results.ts";
import { STUDY_PARTS } from "../../src/web/study_parts.ts";
import { crawl, modelFolder, reportFolder, type Site, siteOver } from "./site.ts";

Deno.test("every link of the site leads somewhere within it", async () => {
  await using reports = await reportFolder();
  const pages = await crawl(await siteOver(reports.path));
  assertGreater(pages.size, 60);
  for (const [path, response] of pages) {
    assert(path.startsWith("/"), `${path} is a foreign address`);
    assertEquals(response.status, 200, path);
  }
});

/** Addresses of pages on which a hand moves something. */
const WITH_ISLANDS = /^\/(theory$|gates\/.)/;

Deno.test("pages hold nothing inline, and only those with islands have a script", async () => {
  await using reports = await reportFolder();
  for (const [path, response] of await crawl(await siteOver(reports.path))) {
    if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
    const html = await response.text();
    assertMatch(html, /^<!DOCTYPE html><html lang="en">/, path);
    assertEquals(html.match(/<title>[^<]+ · Unroll<\/title>/g)?.length, 1, path);
    assertEquals(html.match(/<h1[ >]/g)?.length, 1, path);
    assertEquals(/ style=|<style| on[a-z]+="|javascript:/.test(html), false, path);
    const scripts = html.match(/<script[^>]*>[^<]*/g) ?? [];
    assertEquals(scripts.length, WITH_ISLANDS.test(path) ? 1 : 0, path);
    for (const script of scripts) assertMatch(script, /^<script type="module" src="\/_fresh\/js\//);
  }
});

Deno.test("the overview labels simulated data, and shows the study's figures beside ours", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const real = await (await site("/")).text();
  assertStringIncludes(real, '<span class="tag real">real data</span>');
  assertEquals(real.includes("simulator"), false);
  const simulated = await (await site("/?profile=quick")).text();
  assertStringIncludes(simulated, '<span class="tag simulated">simulated data</span>');
  assertStringIncludes(simulated, "own simulator");
  for (const figure of ["0.0710", "0.0458", "0.0477", "0.0448"]) assertStringIncludes(real, figure);
});

Deno.test("what jobs make up themselves is called simulated in a profile of real data too", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const labels = async (path: string): Promise<string[]> => {
    const html = await (await site(path)).text();
    return [...html.matchAll(/class="tag (simulated|real)"/g)].map(([, label]) => label!);
  };
  assertEquals(await labels("/experiments/p4?profile=paper"), ["simulated"]);
  assertEquals(await labels("/experiments/q7-c?profile=paper"), ["real"]);
  const html = await (await site("/experiments/p4?profile=paper")).text();
  assertStringIncludes(html, 'href="/discussion"');
  assertEquals(html.includes("What the study claims"), false);
});

Deno.test("an experiment names the data that its own jobs read, and no other", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const sources = async (slug: string): Promise<string[]> => {
    const html = await (await site(`/experiments/${slug}?profile=paper`)).text();
    return [...html.matchAll(/<dt>data<\/dt><dd>([^<]+)/g)].map(([, text]) => text!.trim());
  };
  assertEquals(await sources("q7-d"), ["simulated-household, real"]);
  assertEquals(await sources("q6-b"), ["simulated-reviews, real"]);
  assertEquals(await sources("p4"), ["made by the jobs themselves from their seeds, simulated"]);
});

Deno.test("runs are filtered by model and sorted by a column in both directions", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const column = async (query: string): Promise<number[]> => {
    const html = await (await site(`/runs?${query}`)).text();
    const rows = html.split("<tbody>")[1]!.split("<tr>").slice(1);
    return rows.map((row) => Number(row.split("<td")[4]!.replace(/^[^>]*>/, "").split("<")[0]));
  };
  const up = await column("part=Q7-a&profile=paper&model=LSTM&sort=mse&direction=up");
  assertEquals(up.length, 3);
  assertEquals(up, [...up].sort((a, b) => a - b));
  assertGreater(up[2]!, up[0]!);
  assertEquals(
    await column("part=Q7-a&profile=paper&model=LSTM&sort=mse&direction=down"),
    up.toReversed(),
  );
});

/** The address of the first run in the list that a query asks for. */
async function firstRun(site: Site, query: string): Promise<string> {
  return (await (await site(`/runs?${query}`)).text()).match(/\/runs\/[0-9a-f]{12}/)![0];
}

Deno.test("a long list of runs is shown a hundred at a time, and every page of it leads to its own", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const pageOf = async (query: string) => {
    const html = await (await site(`/runs${query}`)).text();
    return {
      html,
      jobs: [...html.matchAll(/<th scope="row"><a href="([^"]+)"/g)].map(([, a]) => a),
    };
  };
  const first = await pageOf("");
  assertEquals(first.jobs.length, 100);
  const [, total] = first.html.match(/of (\d+) runs/)!;
  const pages = [...first.html.matchAll(/href="\/runs\?[^"]*page=(\d+)"/g)].map(([, page]) => page);
  const jobs = new Set<string | undefined>();
  for (const page of pages) for (const job of (await pageOf(`?page=${page}`)).jobs) jobs.add(job);
  assertEquals(jobs.size, Number(total));
  assertEquals((await site(`/runs?page=${pages.length + 1}`)).status, 400);
});

Deno.test("a run's page leads to its numbers as JSON and its curves as CSV", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const path = await firstRun(site, "profile=paper&model=GRU&part=Q7-a");
  const html = await (await site(path)).text();
  const run = await (await site(`${path}/run.json`)).json();
  assertEquals(run.model, "GRU");
  assertEquals(run.key.slice(0, 12), path.slice(-12));
  for (const hash of [run.key, ...Object.values(run.outputs)]) {
    assertStringIncludes(html, hash as string);
  }
  const csv = parse(await (await site(`${path}/curves.csv`)).text(), { skipFirstRow: true });
  assertEquals(csv.map((row) => Number(row["validationMse"])), run.curves.validationMse);
  assertStringIncludes(html, "Mean squared error after each epoch");
});

Deno.test("a run whose network is kept leads to its files, byte for byte", async () => {
  await using reports = await reportFolder();
  await using models = await modelFolder();
  const site = await siteOver(reports.path, undefined, models.path);
  const path = await firstRun(site, "profile=quick&model=LSTM&part=Q7-a");
  const html = await (await site(path)).text();
  for (const name of ["q7-a-lstm-seed-1.onnx", "q7-a-lstm-seed-1.safetensors"]) {
    assertStringIncludes(html, `href="${path}/files/${name}"`);
    const file = await site(`${path}/files/${name}`);
    assertEquals(await file.text(), `content of ${name}`);
    assertEquals(file.headers.get("content-type"), "application/octet-stream");
  }
  const other = await firstRun(site, "profile=quick&model=GRU&part=Q7-a");
  for (const name of ["q7-a-lstm-seed-1.onnx", "none.onnx", "__proto__"]) {
    assertEquals((await site(`${other}/files/${name}`)).status, 404, name);
  }
  assertStringIncludes(await (await site(other)).text(), "deno task export");
});

Deno.test("every part of the study has runs, and each run a page", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  for (const { id } of STUDY_PARTS) {
    const run = await firstRun(site, `profile=quick&part=${id}`);
    assertEquals((await site(run)).status, 200, id);
  }
  const classifier = await (await site(await firstRun(site, "part=Q6-A&model=LSTM"))).text();
  for (const title of ["Cross-entropy after each epoch", "Accuracy after each epoch"]) {
    assertStringIncludes(classifier, title);
  }
});

Deno.test("the learning curves of a part are shown setting by setting", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const html = await (await site("/experiments/q7-c/curves?profile=quick")).text();
  const settings = [...html.matchAll(/href="([^"]+setting=[^"]+)"/g)]
    .map(([, href]) => href!.replaceAll("&amp;", "&"));
  assertGreater(settings.length, 1);
  for (const href of settings) {
    const shown = await (await site(href)).text();
    assertStringIncludes(shown, "Mean squared error after each epoch");
    const setting = new URL(href, "http://127.0.0.1").searchParams.get("setting");
    assertStringIncludes(shown, `aria-current="page">${setting}</a>`);
  }
  assertEquals((await site("/experiments/q7-c/curves?setting=none")).status, 400);
  assertEquals((await site("/experiments/q9-z/curves")).status, 404);
});

Deno.test("comparing two forecasters of one profile shows their published test", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const idOf = async (model: string): Promise<string> =>
    (await firstRun(site, `profile=paper&part=Q7-a&model=${model}`)).slice(-12);
  const [a, b] = [await idOf("SimpleRNN"), await idOf("LSTM")];
  const html = await (await site(`/compare?a=${a}&b=${b}`)).text();
  assertStringIncludes(html, "Diebold–Mariano on the errors");
  assertMatch(html, /<th scope="row">model<\/th><td>SimpleRNN<\/td><td>LSTM<\/td>/);
  assertStringIncludes(await (await site(`/compare?a=${a}`)).text(), "choose two different ones");
});

Deno.test("comparing two classifiers of one profile shows McNemar's test, seed by seed", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const results = parseResults(JSON.parse(
    await Deno.readTextFile(`${reports.path}/quick/results.json`),
  ));
  const { classifiers, pairs } = results.experiments["Q6-A"]!;
  const { a, b, tests } = pairs[0]!;
  const [first, second] = [a, b].map((name) =>
    classifiers.find((one) => one.name === name)!.runs[0]!.key.slice(0, 12)
  );
  for (const query of [`a=${first}&b=${second}`, `a=${second}&b=${first}`]) {
    const html = await (await site(`/compare?${query}`)).text();
    for (const { seed, onlyA, onlyB } of tests) {
      assertStringIncludes(html, `${a} alone is right on ${onlyA} reviews, ${b} alone on ${onlyB}`);
      assertStringIncludes(html, `McNemar’s exact test, seed ${seed}`);
    }
  }
});

Deno.test("a claim shows each of its tests, and the rival explanation's", async () => {
  await using reports = await reportFolder();
  const html = await (await (await siteOver(reports.path))("/claims?profile=quick")).text();
  const { claims } = parseClaims(JSON.parse(
    await Deno.readTextFile(`${reports.path}/quick/claims.json`),
  ));
  for (const { id, tests, rival } of claims) {
    const item = html.split("<li id=").find((part) => part.includes(`>${id}</span>`))!;
    assertEquals(
      item.match(/; demanded: /g)?.length ?? 0,
      tests.length + (rival?.tests.length ?? 0),
      id,
    );
    if (rival) assertStringIncludes(item, "A rival explanation ");
  }
});

Deno.test("the claims page shows the verdict of each claim that claims.json holds", async () => {
  await using reports = await reportFolder();
  const site = await siteOver(reports.path);
  const html = await (await site("/claims?profile=quick")).text();
  const results = parseResults(JSON.parse(
    await Deno.readTextFile(`${reports.path}/quick/results.json`),
  ));
  for (const { id, verdict } of judgeClaims(results).claims) {
    const item = html.split("<li ").find((part) => part.includes(`>${id}</span>`))!;
    const shown = /class="verdict [a-z]+">([a-z]+)</.exec(item)?.[1] ?? "not run";
    assertEquals(shown, verdict, id);
  }
});
