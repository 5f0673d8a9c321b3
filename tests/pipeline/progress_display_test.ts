import { assert, assertEquals } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { planJobs, type PlannedJob } from "../../src/pipeline/plan.ts";
import {
  type DisplayOptions,
  formatDuration,
  ProgressDisplay,
} from "../../src/pipeline/progress_display.ts";
import { fakeJob } from "./store_folder.ts";

const plan = planJobs(
  [fakeJob("Q/long", { cost: 6 }), fakeJob("Q/short", { cost: 3 }), fakeJob("Q/late", { cost: 1 })],
  { data: {}, kernel: "0".repeat(64), engine: 1 },
);
const [long, short, late] = plan.jobs as [PlannedJob, PlannedJob, PlannedJob];

/** A display on a clock that the test sets; `shown()` gives what was written since the last call. */
function fakeDisplay(
  options: DisplayOptions,
): { display: ProgressDisplay; clock: { now: number }; shown: () => string } {
  let text = "";
  const clock = { now: 0 };
  const display = new ProgressDisplay({
    write: (more) => text += more,
    columns: () => 80,
    now: () => clock.now,
    ...options,
  });
  return {
    display,
    clock,
    shown: () => {
      const seen = text;
      text = "";
      return seen;
    },
  };
}

function progress(done: number): { done: number; total: number; note: string } {
  return { done, total: 12, note: `epoch ${done}/12, validation MSE 0.0512` };
}

Deno.test("a terminal shows the plan with its time left, and a line per running job", () => {
  const { display, clock, shown } = fakeDisplay({ isTerminal: true });
  display.observe({ type: "planned", plan });
  assertEquals(shown(), `${"░".repeat(24)}   0% 0/3 jobs\n`);
  clock.now = 1000;
  display.observe({ type: "started", job: long });
  assertEquals(
    shown(),
    `\x1b[1A\x1b[0J${"░".repeat(24)}   0% 0/3 jobs\n   ... Q/long  starting\n`,
  );
  clock.now = 11_000;
  display.observe({ type: "progressed", job: long, progress: progress(4) });
  assertEquals(
    shown(),
    `\x1b[2A\x1b[0J${"█".repeat(5)}${"░".repeat(19)}  20% 0/3 jobs, about 40 s left\n` +
      `   33% Q/long  epoch 4/12, validation MSE 0.0512\n`,
  );
});

Deno.test("a terminal shows no more lines than fit", () => {
  const { display, clock, shown } = fakeDisplay({ isTerminal: true });
  const specs = Array.from({ length: 40 }, (_, index) => fakeJob(`job-${index}`));
  const many = planJobs(specs, { data: {}, kernel: "0".repeat(64), engine: 1 });
  display.observe({ type: "planned", plan: many });
  for (const job of many.jobs) display.observe({ type: "started", job });
  shown();
  clock.now = 1000;
  display.observe({ type: "progressed", job: many.jobs[0]!, progress: progress(1) });
  const lines = shown().split("\n");
  assertEquals(lines.length, 18);
  assertEquals(lines[16], "  and 25 more");
});

Deno.test("a terminal is drawn at most ten times a second, and no wider than it is", () => {
  const { display, clock, shown } = fakeDisplay({ isTerminal: true, columns: () => 30 });
  display.observe({ type: "planned", plan });
  display.observe({ type: "started", job: long });
  shown();
  for (clock.now = 0; clock.now < 1000; clock.now += 10) {
    display.observe({ type: "progressed", job: long, progress: progress(1) });
  }
  const frames = shown().split("\x1b[0J").slice(1);
  assert(frames.length >= 8 && frames.length <= 10, `${frames.length}`);
  const lines = frames.flatMap((frame) => frame.split("\x1b[")[0]!.split("\n"));
  assertEquals(Math.max(...lines.map((line) => line.length)), 29);
});

Deno.test("warnings and failures stay above the block", () => {
  const { display, clock, shown } = fakeDisplay({ isTerminal: true });
  display.observe({ type: "planned", plan });
  shown();
  display.observe({ type: "warning", text: "Cannot use checkpoint" });
  const text = shown();
  assert(text.startsWith("\x1b[1A\x1b[0JWarning: Cannot use checkpoint\n"), text);
  assert(text.endsWith("0/3 jobs\n"), text);
  clock.now = 500;
  const error = new CliError("Cannot go on: the loss is NaN", { hint: "Lower the rate" });
  display.observe({ type: "failed", job: long, error });
  assert(shown().includes("Job Q/long failed: Cannot go on: the loss is NaN\n  Lower the rate\n"));
  const defect = new Error("x");
  display.observe({ type: "failed", job: short, error: defect });
  assert(shown().includes(`Job Q/short failed: ${defect.stack}\n`));
});

Deno.test("what is no terminal gets a line a few times a minute, and a last one", () => {
  const { display, clock, shown } = fakeDisplay({ isTerminal: false });
  display.observe({ type: "planned", plan });
  display.observe({ type: "started", job: long });
  display.observe({ type: "started", job: short });
  for (let second = 1; second <= 60; second++) {
    clock.now = second * 1000;
    display.observe({ type: "progressed", job: long, progress: progress(second / 10) });
  }
  assertEquals(shown().split("\n"), [
    "0% 0/3 jobs",
    "10% 0/3 jobs, about 3 min 00 s left | 16% Q/long epoch 2/12, validation MSE 0.0512 | ... Q/short starting",
    "20% 0/3 jobs, about 2 min 40 s left | 33% Q/long epoch 4/12, validation MSE 0.0512 | ... Q/short starting",
    "30% 0/3 jobs, about 2 min 20 s left | 50% Q/long epoch 6/12, validation MSE 0.0512 | ... Q/short starting",
    "",
  ]);
  for (const job of [long, short, late]) display.observe({ type: "finished", job });
  display.close();
  assertEquals(shown(), "100% 3/3 jobs\n");
});

Deno.test("a quiet display shows warnings, failures and nothing else", () => {
  for (const isTerminal of [true, false]) {
    const { display, shown } = fakeDisplay({ isTerminal, quiet: true });
    display.observe({ type: "planned", plan });
    display.observe({ type: "started", job: long });
    display.observe({ type: "resumed", job: long });
    display.observe({ type: "waiting", job: short, holder: 7 });
    display.observe({ type: "warning", text: "a word" });
    display.observe({ type: "failed", job: long, error: new CliError("no") });
    display.observe({ type: "skipped", job: late, reason: "it needs Q/long" });
    display.close();
    const lines = [
      "Warning: a word",
      "Job Q/long failed: no",
      "Q/late does not run: it needs Q/long",
    ];
    assertEquals(shown(), lines.join("\n") + "\n");
  }
});

Deno.test("a job that another run computes is told with its process", () => {
  const { display, shown } = fakeDisplay({ isTerminal: false });
  display.observe({ type: "planned", plan });
  display.observe({ type: "waiting", job: short, holder: 7 });
  display.observe({ type: "waiting", job: long, holder: undefined });
  const text = shown();
  assert(text.includes("Q/short is being computed by another run (process 7); waiting\n"));
  assert(text.includes("Q/long is being computed by another run; waiting\n"));
});

Deno.test("durations are given in two units at most", () => {
  const cases: [number, string][] = [
    [0, "0 s"],
    [1, "1 s"],
    [59_000, "59 s"],
    [59_001, "1 min 00 s"],
    [200_000, "3 min 20 s"],
    [3_599_000, "59 min 59 s"],
    [3_600_000, "1 h 00 min"],
    [7_500_000, "2 h 05 min"],
  ];
  for (const [milliseconds, text] of cases) assertEquals(formatDuration(milliseconds), text);
});
