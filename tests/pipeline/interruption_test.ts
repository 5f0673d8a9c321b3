import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { CliError } from "../../src/core/cli_error.ts";
import { interruption, type SignalSource } from "../../src/pipeline/interruption.ts";

/** A source whose handlers a test calls by itself. */
function fakeSource(): SignalSource & { handlers: Map<Deno.Signal, () => void> } {
  const handlers = new Map<Deno.Signal, () => void>();
  return {
    handlers,
    add: (signal, handler) => void handlers.set(signal, handler),
    remove: (signal) => void handlers.delete(signal),
  };
}

for (const [name, exitCode] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`the first ${name} aborts with exit code ${exitCode}, the second has its usual effect`, () => {
    const source = fakeSource();
    using stop = interruption(source);
    assert(!stop.signal.aborted);
    source.handlers.get(name)!();
    assert(stop.signal.aborted);
    assertInstanceOf(stop.signal.reason, CliError);
    assertEquals(stop.signal.reason.exitCode, exitCode);
    assert(stop.signal.reason.message.startsWith(`Stopped by ${name}: `));
    assertEquals(source.handlers.size, 0);
  });
}

Deno.test("an interruption that is disposed of listens no longer", () => {
  const source = fakeSource();
  {
    using stop = interruption(source);
    assert(source.handlers.size > 0 && !stop.signal.aborted);
  }
  assertEquals(source.handlers.size, 0);
});
