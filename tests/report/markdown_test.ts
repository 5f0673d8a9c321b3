import { assertEquals } from "@std/assert";
import {
  anchor,
  fixed,
  grouped,
  probability,
  table,
  withInterval,
} from "../../src/report/markdown.ts";

Deno.test("table aligns columns, escapes pipes and keeps a cell on one line", () => {
  assertEquals(
    table(["a", "b"], [["x|y", "1"], ["two\n  lines", "22"]], ["l", "r"]),
    [
      "| a         |  b |",
      "| :-------- | -: |",
      "| x\\|y      |  1 |",
      "| two lines | 22 |",
    ].join("\n"),
  );
});

Deno.test("numbers show as the study prints them, with a true minus sign", () => {
  assertEquals(fixed(-0.045, 4), "−0.0450");
  assertEquals([5, 999, 12_673, 133_761, 1_234_567].map(grouped), [
    "5",
    "999",
    "12,673",
    "133,761",
    "1,234,567",
  ]);
  assertEquals(withInterval({ mean: 1.5, halfWidth: 0.25, count: 3 }, 2), "1.50 ± 0.25");
  assertEquals(withInterval({ mean: 1.5, halfWidth: null, count: 1 }, 2), "1.50");
});

Deno.test("a probability shows four decimals, or a bound when these would be zero", () => {
  assertEquals([1, 0.04321, 0.0001, 0.00009, 0].map(probability), [
    "1.0000",
    "0.0432",
    "0.0001",
    "< 0.0001",
    "< 0.0001",
  ]);
});

Deno.test("anchor keeps letters and digits", () => {
  assertEquals(anchor("job", "Q7-a/LSTM/seed-1"), "job-q7-a-lstm-seed-1");
});
