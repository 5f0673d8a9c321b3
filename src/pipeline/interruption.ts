import { CliError } from "../core/cli_error.ts";

/** Exit codes by shell convention: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Where signals of the operating system come from. */
export interface SignalSource {
  /** Calls `handler` at each `signal`, in place of its usual effect. */
  add(signal: Deno.Signal, handler: () => void): void;
  /** Takes `handler` away again. */
  remove(signal: Deno.Signal, handler: () => void): void;
}

const PROCESS: SignalSource = {
  add: (signal, handler) => Deno.addSignalListener(signal, handler),
  remove: (signal, handler) => Deno.removeSignalListener(signal, handler),
};

/** A wish to stop, as a signal that a run obeys. */
export interface Interruption extends Disposable {
  /** Aborts with a `CliError` of exit code 130 (SIGINT, Ctrl-C) or 143 (SIGTERM) that says how to go on. */
  readonly signal: AbortSignal;
}

/**
 * Listens for SIGINT and SIGTERM until disposed of. After the first, both have their usual effect again, so that a second
 * Ctrl-C ends a process that does not stop.
 */
export function interruption(source: SignalSource = PROCESS): Interruption {
  const controller = new AbortController();
  // Windows knows no SIGTERM.
  const names = Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const;
  const handlers = names.map((name) => {
    const stop = (): void => {
      dispose();
      controller.abort(
        new CliError(
          `Stopped by ${name}: run the same command again to go on from the last checkpoints`,
          { exitCode: EXIT_CODES[name] },
        ),
      );
    };
    return [name, stop] as const;
  });
  const dispose = (): void => {
    for (const [name, stop] of handlers.splice(0)) source.remove(name, stop);
  };
  for (const [name, stop] of handlers) source.add(name, stop);
  return { signal: controller.signal, [Symbol.dispose]: dispose };
}
