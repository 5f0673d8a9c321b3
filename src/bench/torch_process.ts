/** A Python process with PyTorch that answers a line for each line that it is given. */
import { CliError } from "../core/cli_error.ts";

/** Such a process. */
export interface TorchProcess {
  /**
   * Gives it a line, and waits for its answer.
   * @throws CliError when it has ended
   */
  ask(line: string): Promise<string>;
  /** Ends it. */
  close(): Promise<void>;
}

/**
 * Starts a script on one thread.
 * @param python command or path of a Python that can import torch
 * @throws CliError when it cannot be run
 */
export function startTorch(python: string, script: string): TorchProcess {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(python, {
      args: [script],
      env: { OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (cause) {
    throw new CliError(`Cannot run ${python}: ${(cause as Error).message}`, {
      hint: "Give --torch a Python with PyTorch, such as python3",
      cause,
    });
  }
  const writer = child.stdin.getWriter();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = "";
  return {
    async ask(line) {
      await writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
      while (!buffered.includes("\n")) {
        const { value, done } = await lines.read();
        if (done) {
          const account = (await new Response(child.stderr).text()).trim().split("\n").at(-1);
          throw new CliError(`Cannot use PyTorch in ${python}: ${account}`, {
            hint: "Give --torch a Python that can import torch",
          });
        }
        buffered += value;
      }
      const end = buffered.indexOf("\n"), answer = buffered.slice(0, end);
      buffered = buffered.slice(end + 1);
      return answer;
    },
    async close() {
      await writer.close();
      await child.status;
    },
  };
}
