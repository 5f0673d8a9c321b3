import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { ProfileReport } from "../../src/web/report_library.ts";
import { ReportLibrary } from "../../src/web/report_library.ts";
import { trainingOffers } from "../../src/web/training_offers.ts";
import { reportFolder, siteOver, trainingFolder } from "./site.ts";

const REPORTS = new URL("../../reports", import.meta.url).pathname;

async function published(): Promise<ProfileReport> {
  const { shown } = await new ReportLibrary(REPORTS).read();
  return shown.find(({ profile }) => profile === "quick")!;
}

Deno.test("every network of the published quick profile is offered, the cheapest first", async () => {
  const report = await published();
  const offers = trainingOffers([report]);
  assertEquals(offers.map(({ model }) => model), ["SimpleRNN", "GRU", "LSTM", "BiLSTM"]);
  for (const { job, key, weights, order } of offers) {
    const { jobs, data, kernel } = report.reference;
    assertEquals(key, jobs[job]!.key);
    assertEquals(weights, jobs[job]!.outputs["weights.safetensors"]);
    assertEquals([order.data, order.kernel], [data["simulated-household"], kernel]);
  }
});

Deno.test("a training is not offered when its published key belongs to another configuration", async () => {
  const report = await published();
  const { jobs } = report.reference, job = "Q7-a/LSTM/seed-1";
  const changed = { ...jobs, [job]: { ...jobs[job]!, key: "0".repeat(64) } };
  const offers = trainingOffers([{ ...report, reference: { ...report.reference, jobs: changed } }]);
  assertEquals(offers.map(({ model }) => model), ["SimpleRNN", "GRU", "BiLSTM"]);
  assertEquals(trainingOffers([]), []);
});

Deno.test("/reproduce loads nothing heavy by itself, and only there may WebAssembly run", async () => {
  await using training = await trainingFolder();
  const site = await siteOver(REPORTS, training.path);
  const page = await site("/reproduce");
  const policy = page.headers.get("content-security-policy")!;
  assertStringIncludes(policy, "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';");
  const html = await page.text();
  assertStringIncludes(html, "Train it here");
  assertEquals(/(?:src|href)="[^"]*(?:worker\.js|\.wasm)/.test(html), false);
  const worker = await site("/reproduce/files/worker.js");
  assertEquals(worker.headers.get("content-security-policy"), policy);
  assertEquals(worker.headers.get("content-type"), "text/javascript; charset=utf-8");
  const kernels = await site("/reproduce/files/kernels.wasm");
  assertEquals(kernels.headers.get("content-type"), "application/wasm");
  for (const path of ["/", "/theory", "/runs"]) {
    assertEquals(
      (await site(path)).headers.get("content-security-policy")!.includes("wasm"),
      false,
    );
  }
  for (const name of ["none.js", "__proto__", "constructor"]) {
    assertEquals((await site(`/reproduce/files/${name}`)).status, 404, name);
  }
});

Deno.test("/reproduce says what to run where nothing was built, or results are of another version", async () => {
  assertStringIncludes(
    await (await (await siteOver(REPORTS))("/reproduce")).text(),
    "deno task build",
  );
  await using reports = await reportFolder();
  await using training = await trainingFolder();
  const html = await (await (await siteOver(reports.path, training.path))("/reproduce")).text();
  assertStringIncludes(html, "deno task reproduce --publish");
  assertNotEquals(html.includes("Train it here"), true);
});
