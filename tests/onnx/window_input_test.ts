import { assertEquals, assertThrows } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { parseWindows } from "../../src/onnx/window_input.ts";

const read = (text: string): number[] => [...parseWindows(text, { name: "w.csv", window: 3 })];

Deno.test("parseWindows() reads a column, rows, and JSON of one window or several", () => {
  assertEquals(read("1\n0.5\n2\n"), [1, 0.5, 2]);
  assertEquals(read("Global_active_power\r\n1\r\n0.5\r\n2\r\n"), [1, 0.5, 2]);
  assertEquals(read("1,0.5,2"), [1, 0.5, 2]);
  assertEquals(read("1,0.5,2\n3,4,5"), [1, 0.5, 2, 3, 4, 5]);
  assertEquals(read(" [1, 0.5, 2]"), [1, 0.5, 2]);
  assertEquals(read("[[1, 0.5, 2], [3, 4, 5]]"), [1, 0.5, 2, 3, 4, 5]);
});

Deno.test("parseWindows() says which value is missing, which is no number, and which window has another length", () => {
  for (
    const [text, message] of [
      ["1\n?\n2", "with a gap: value 2 of w.csv is missing"],
      ["?\n1\n2", "with a gap: value 1 of w.csv is missing"],
      ["1,,2", "with a gap: value 2 of w.csv is missing"],
      ["[1, null, 2]", "with a gap: value 2 of w.csv is missing"],
      ["1,NaN,2\n1,2,3", "with a gap: value 2 of window 1 of w.csv is missing"],
      ["1,high,2", 'Cannot read value 2 of w.csv: expected a number of kW, got "high"'],
      ["[1, 2, 1e999]", "Cannot read value 3 of w.csv"],
      ["1\n2", "Cannot forecast from w.csv: expected 3 values, got 2"],
      ["[[1, 2, 3], [1, 2, 3, 4]]", "window 2 of w.csv: expected 3 values, got 4"],
      ["[]", "Cannot forecast from w.csv: expected 3 values, got 0"],
      ["", "Cannot forecast from w.csv: it is empty"],
      ["[1, 2", "Cannot read w.csv as JSON"],
      ['"1', "Cannot read w.csv as CSV"],
      ["<html>\n<body>\n", "Cannot read value 1 of w.csv: expected a number"],
    ] as const
  ) assertThrows(() => read(text), CliError, message, text);
});
