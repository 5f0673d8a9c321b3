/** What every task that writes does on a full disk: one message that says what to do, the old file kept, nothing left over. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { archiveRun } from "../../src/archive/archive_run.ts";
import { DiskFullError } from "../../src/core/disk_full_error.ts";
import { openCanonical } from "../../src/data/canonical.ts";
import { exportJob } from "../../src/onnx/export_job.ts";
import { referenceFrom, writeReference } from "../../src/pipeline/reference.ts";
import { writeReportFolder } from "../../src/reproduction/report_folder.ts";
import { RunFolder } from "../archive/run_fixture.ts";
import { finishedJob, FORECASTER } from "../onnx/finished_job.ts";
import { canMount, smallDisk } from "../pipeline/small_disk.ts";

const SIZE = 64 * 1024;

interface Case {
  /** The task. */
  readonly name: string;
  /** A file that it writes, within the disk. */
  readonly file: string;
  /** Writes to the disk. */
  readonly write: (disk: string, run: RunFolder) => Promise<unknown>;
}

const CASES: readonly Case[] = [
  {
    name: "data",
    file: "canonical/simulated-household.f32",
    write: (disk) => openCanonical("simulated-household", { cache: disk }),
  },
  {
    name: "export",
    file: "one.onnx",
    write: (disk) => exportJob(finishedJob(FORECASTER), `${disk}/one`, ["plain"]),
  },
  {
    name: "archive",
    file: "run.zip",
    write: async (disk, run) => archiveRun(await run.publish(), run.places, `${disk}/run.zip`),
  },
  {
    name: "the report of reproduce and of the benchmarks",
    file: "report.md",
    write: (disk) => writeReportFolder(disk, { "report.md": "x".repeat(SIZE) }),
  },
  {
    name: "the reference of reproduce",
    file: "reference.json",
    write: (disk) => {
      const data = Object.fromEntries(
        Array.from({ length: 1000 }, (_, i) => [`data-${i}`, "0".repeat(64)]),
      );
      const result = { jobs: [], kernel: "0".repeat(64), engine: 1, data };
      return writeReference(`${disk}/reference.json`, referenceFrom("quick", result));
    },
  },
];

/** Paths of files below a folder, sorted. */
function files(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? files(`${folder}/${name}`).map((path) => `${name}/${path}`) : [name]
  ).sort();
}

const ignore = !await canMount();
for (const { name, file, write } of CASES) {
  Deno.test({
    name: `a full disk: ${name} names the file, leaves no part of it, and keeps what was there`,
    ignore,
    async fn() {
      await using run = new RunFolder();
      await using disk = await smallDisk(run.file("disk"), SIZE);
      assert(disk);
      // All but a page is taken.
      await Deno.writeFile(run.file("disk/other"), new Uint8Array(SIZE - 4096));
      const error = await assertRejects(() => write(run.file("disk"), run), DiskFullError);
      assertEquals(error.path, run.file(`disk/${file}`));
      assert(error.hint?.startsWith("Free some space"));
      assertEquals(files(run.file("disk")), ["other"]);

      await Deno.writeTextFile(run.file(`disk/${file}`), "old");
      await assertRejects(() => write(run.file("disk"), run), DiskFullError);
      const [kept, ...more] = files(run.file("disk")).filter((path) => path !== "other");
      // What is no data set of that name is set aside.
      assert(kept === file || kept === `${file}.damaged`);
      assertEquals([await Deno.readTextFile(run.file(`disk/${kept}`)), more], ["old", []]);
    },
  });
}
