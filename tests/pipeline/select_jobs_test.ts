import { assertEquals, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { selectJobs } from "../../src/pipeline/select_jobs.ts";
import { fakeJob } from "./store_folder.ts";

const specs = [
  fakeJob("Q7-a/lstm/seed-1"),
  fakeJob("Q7-a/lstm/seed-2"),
  fakeJob("Q7-a/gru/seed-1"),
  fakeJob("Q7-b/gates", { needs: ["Q7-a/gru/seed-1"] }),
];

function idsOf(...only: string[]): string[] {
  return selectJobs(specs, only).map(({ id }) => id);
}

Deno.test("a selection names experiments, jobs or beginnings of ids, and brings what they need", () => {
  assertEquals(idsOf("Q7-a"), ["Q7-a/lstm/seed-1", "Q7-a/lstm/seed-2", "Q7-a/gru/seed-1"]);
  assertEquals(idsOf("Q7-a/lstm"), ["Q7-a/lstm/seed-1", "Q7-a/lstm/seed-2"]);
  assertEquals(idsOf("Q7-b"), ["Q7-a/gru/seed-1", "Q7-b/gates"]);
  assertEquals(idsOf("Q7-b/gates", "Q7-a/lstm/seed-2").length, 3);
});

Deno.test("a name that fits no job is an error that lists the experiments", () => {
  for (const name of ["Q7", "Q7-a/ls", "q7-a", ""]) {
    const error = assertThrows(() => idsOf("Q7-a", name), CliError, `jobs named "${name}"`);
    assertEquals(error.hint, "Name an experiment (Q7-a, Q7-b) or a job, e.g. Q7-a/lstm/seed-1");
  }
});
