import { assertEquals } from "@std/assert";
import type { Contender } from "../../src/bench/contender.ts";
import { benchTraining } from "../../src/bench/training_bench.ts";
import type { TrainingCase } from "../../src/bench/training_cases.ts";

function caseNamed(name: string): TrainingCase {
  return {
    name,
    spec: {
      recurrent: { cell: "GRU", inputs: 1, hidden: 2, layers: 1, bidirectional: false },
      readout: "last",
      outputs: 1,
    },
    batch: 1,
    steps: 1,
  };
}

/** A contender whose steps take the given times, again and again, and who logs all that is asked of it. */
function fake(name: string, times: readonly number[], log: string[]): Contender {
  return {
    name,
    prepare: (training) => {
      log.push(`${name} prepares ${training.name}`);
      let step = 0;
      return Promise.resolve({
        step: () => {
          log.push(name);
          return Promise.resolve(times[step++ % times.length]!);
        },
        dispose: () => void log.push(`${name} disposes`),
      });
    },
  };
}

Deno.test("contenders take turns, one step each, on one case after the other", async () => {
  const log: string[] = [];
  await benchTraining(
    [caseNamed("x"), caseNamed("y")],
    [fake("a", [1], log), fake("b", [1], log)],
    3,
  );
  const rounds = ["a", "b", "a", "b", "a", "b", "a disposes", "b disposes"];
  assertEquals(log, [
    "a prepares x",
    "b prepares x",
    ...rounds,
    "a prepares y",
    "b prepares y",
    ...rounds,
  ]);
});

Deno.test("ratios are of medians, and to the first contender", async () => {
  const contenders = [fake("a", [2, 100, 4], []), fake("b", [1, 8, 50], []), fake("c", [4], [])];
  assertEquals(await benchTraining([caseNamed("x")], contenders, 3), [
    {
      case: "x",
      contender: "a",
      milliseconds: { minimum: 2, median: 4, maximum: 100, count: 3 },
      ratio: 1,
    },
    {
      case: "x",
      contender: "b",
      milliseconds: { minimum: 1, median: 8, maximum: 50, count: 3 },
      ratio: 2,
    },
    {
      case: "x",
      contender: "c",
      milliseconds: { minimum: 4, median: 4, maximum: 4, count: 3 },
      ratio: 1,
    },
  ]);
});

Deno.test("progress counts the rounds of all cases", async () => {
  const seen: [number, number, string][] = [];
  await benchTraining([caseNamed("x"), caseNamed("y")], [fake("a", [1], [])], 2, (...report) => {
    seen.push(report);
  });
  assertEquals(seen, [[1, 4, "x"], [2, 4, "x"], [3, 4, "y"], [4, 4, "y"]]);
});
