import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CliError } from "../../src/core/cli_error.ts";
import {
  differingFiles,
  publishedTimings,
  writeReportFolder,
} from "../../src/reproduction/report_folder.ts";

/** Calls `use` with a folder that is removed afterwards. */
async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "unroll-report-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const FILES = { "report.md": "# Report\n", "results.json": "{}\n", "figures/a.svg": "<svg/>\n" };

const TIMINGS = {
  schema: "unroll-timings/1",
  machine: { processor: "one", cores: 2, system: "linux x64", runtime: "Deno" },
  secondsPerEpoch: { "Q7-a/LSTM/seed-1": [1.5, 2] },
} as const;

Deno.test("a report folder that was just written differs in nothing", async () => {
  await withFolder(async (folder) => {
    await writeReportFolder(join(folder, "new", "quick"), FILES);
    assertEquals(await differingFiles(join(folder, "new", "quick"), FILES), []);
    const names = [...Deno.readDirSync(join(folder, "new", "quick"))].map(({ name }) => name);
    assertEquals(names.sort(), ["figures", "report.md", "results.json"]);
  });
});

Deno.test("files that are missing or differ by one character are told, sorted", async () => {
  await withFolder(async (folder) => {
    assertEquals(await differingFiles(folder, FILES), Object.keys(FILES).sort());
    await writeReportFolder(folder, { ...FILES, "results.json": "{ }\n" });
    await Deno.remove(join(folder, "figures/a.svg"));
    assertEquals(await differingFiles(folder, FILES), ["figures/a.svg", "results.json"]);
  });
});

Deno.test("files of the folder that a run does not make count for nothing", async () => {
  await withFolder(async (folder) => {
    await writeReportFolder(folder, { ...FILES, "reference.json": "{}" });
    assertEquals(await differingFiles(folder, FILES), []);
  });
});

Deno.test("published timings are read back, and are undefined where nothing is published", async () => {
  await withFolder(async (folder) => {
    assertEquals(await publishedTimings(folder), undefined);
    await writeReportFolder(folder, { "timings.json": JSON.stringify(TIMINGS) });
    assertEquals(await publishedTimings(folder), TIMINGS);
  });
});

Deno.test("damaged timings are a CliError that names the file", async () => {
  for (const damaged of ['{"schema":', JSON.stringify({ ...TIMINGS, machine: {} })]) {
    await withFolder(async (folder) => {
      await writeReportFolder(folder, { "timings.json": damaged });
      const error = await assertRejects(() => publishedTimings(folder), CliError);
      assertStringIncludes(error.message, `Cannot read ${join(folder, "timings.json")}`);
      assertEquals(error.hint, "Restore the file from the repository");
    });
  }
});
