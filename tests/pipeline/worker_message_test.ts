import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { DiskFullError } from "../../src/core/disk_full_error.ts";
import { errorFromPlain, plainError } from "../../src/pipeline/worker_message.ts";

function cross(error: unknown): Error {
  return errorFromPlain(structuredClone(plainError(error)));
}

Deno.test("a CliError crosses a worker's boundary with its message, hint and exit code", () => {
  const { message, hint, exitCode, constructor } = cross(
    new CliError("Cannot go on", { hint: "Stop", exitCode: 9, cause: () => {} }),
  ) as CliError;
  assertEquals([constructor, message, hint, exitCode], [CliError, "Cannot go on", "Stop", 9]);
  assertEquals((cross(new CliError("Cannot go on")) as CliError).hint, undefined);
});

Deno.test("a full disk crosses as what it is", () => {
  const error = cross(new DiskFullError("store/x"));
  assertInstanceOf(error, DiskFullError);
  assertEquals(error.path, "store/x");
});

Deno.test("a defect crosses with its stack, and anything else that is thrown as text", () => {
  const defect = new TypeError("x is not a function");
  const crossed = cross(defect);
  assert(!(crossed instanceof CliError));
  assertEquals([crossed.message, crossed.stack], [defect.message, defect.stack]);
  assertEquals(cross("just text").message, "just text");
});
