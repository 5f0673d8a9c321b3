import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { CliError } from "../../src/core/cli_error.ts";
import type { Artefact } from "../../src/report/artefact.ts";
import type { ExportScores } from "../../src/report/export_scores.ts";
import { makeReport, type ReportInputs } from "../../src/report/report.ts";
import { collectTimings } from "../../src/report/timings.ts";
import { machine } from "./fixture.ts";
import { DATA_LABELS, studyArtefacts } from "./study_fixture.ts";

const GOLDEN = fileURLToPath(new URL("../golden/report/", import.meta.url));

const EXPORTS: ExportScores = {
  schema: "unroll-exports/1",
  runtime: "onnxruntime-node 1.2.3",
  models: [{
    job: "Q7-a/lstm/seed-1",
    key: "0".repeat(64),
    file: "f".repeat(64),
    samples: 40,
    largestDifference: 4.5e-7,
    largestLogitDifference: null,
    metrics: { mse: { engine: 0.04, exported: 0.0400000001, relative: 2.5e-9 } },
  }],
};

async function inputs(list: readonly Artefact[] = studyArtefacts()): Promise<ReportInputs> {
  return {
    profile: "quick",
    artefacts: list,
    labels: DATA_LABELS,
    timings: await collectTimings(list, machine),
    exports: EXPORTS,
  };
}

Deno.test("a report equals the golden files, byte for byte", async () => {
  const files = await makeReport(await inputs());
  if (Deno.env.get("UPDATE_GOLDEN") === "1") {
    for (const [name, content] of Object.entries(files)) {
      await Deno.mkdir(dirname(GOLDEN + name), { recursive: true });
      await Deno.writeTextFile(GOLDEN + name, content);
    }
  }
  const golden: string[] = [];
  for (const folder of ["", "figures/"]) {
    for await (const { name, isFile } of Deno.readDir(GOLDEN + folder)) {
      if (isFile) golden.push(folder + name);
    }
  }
  assertEquals(Object.keys(files).sort(), golden.sort());
  for (const [name, content] of Object.entries(files)) {
    assertEquals(content, await Deno.readTextFile(GOLDEN + name), name);
  }
});

Deno.test("the order in which jobs finished does not show in a report", async () => {
  const forwards = await inputs(), backwards = await inputs(studyArtefacts().reverse());
  assertEquals(
    await makeReport({ ...backwards, timings: forwards.timings }),
    await makeReport(forwards),
  );
});

Deno.test("every link of the page leads to an anchor, and every anchor is there once", async () => {
  const page = (await makeReport(await inputs()))["report.md"]!;
  const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!);
  const targets = new Set([...page.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]!));
  assertEquals(anchors.length, new Set(anchors).size);
  assertEquals([...targets].filter((target) => !anchors.includes(target)), []);
  assertEquals(
    anchors.filter((anchor) => anchor.startsWith("job-")).length,
    studyArtefacts().length,
  );
});

Deno.test("simulated data is named wherever its numbers show, real data is called real", async () => {
  const simulated = await makeReport(await inputs());
  assertMatch(simulated["report.md"]!, /> \*\*Simulated data\.\*\*/);
  // What jobs make up themselves is simulated in every profile.
  const measured = studyArtefacts().filter(({ experiment }) => experiment !== "P4");
  const real = await makeReport({
    ...await inputs(measured),
    labels: { "simulated-household": "real", "simulated-reviews": "real" },
  });
  assertEquals(/simulated data/i.test(real["report.md"]!), false);
  const figures = Object.keys(real).filter((name) => name.startsWith("figures/"));
  for (const name of figures) {
    assertMatch(simulated[name]!, /<title [^>]*>[^<]*\(simulated data\)<\/title>/);
    assertMatch(real[name]!, /<title [^>]*>[^<]*\(real data\)<\/title>/);
  }
});

Deno.test("a report refuses jobs that do not belong together or have no label", async () => {
  const [first, ...rest] = studyArtefacts();
  const mixed = async (change: Partial<Artefact>): Promise<unknown> =>
    makeReport(await inputs([{ ...first!, ...change }, ...rest]));
  await assertRejects(() => mixed({ engine: 2 }), CliError, "several engine versions: 2, 1");
  await assertRejects(() => mixed({ kernel: "other" }), CliError, "several kernels: other, ");
  await assertRejects(
    () => mixed({ data: { "simulated-household": "other" } }),
    CliError,
    "two versions of data simulated-household",
  );
  await assertRejects(() => mixed({ data: { "uncharted": "a" } }), CliError, "data uncharted");
});
