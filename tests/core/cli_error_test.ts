import { assertEquals, assertInstanceOf } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";

Deno.test("a CliError exits with 1 and has no hint unless told otherwise", () => {
  const error = new CliError("Cannot read x");
  assertInstanceOf(error, Error);
  assertEquals([error.name, error.message, error.hint, error.exitCode], [
    "CliError",
    "Cannot read x",
    undefined,
    1,
  ]);
});

Deno.test("a CliError keeps its hint, exit code and cause", () => {
  const cause = new TypeError("below");
  const error = new CliError("Cannot read x", { hint: "Look elsewhere", exitCode: 3, cause });
  assertEquals([error.hint, error.exitCode, error.cause], ["Look elsewhere", 3, cause]);
});
