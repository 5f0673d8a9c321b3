import { fileURLToPath } from "node:url";
import { CliError } from "../core/cli_error.ts";
import type { Contender } from "./contender.ts";

const SCRIPT = fileURLToPath(new URL("./torch_step.py", import.meta.url));

/**
 * PyTorch on one thread, in a Python process of its own that takes a step whenever it is asked.
 *
 * @param python command or path of a Python that can import torch
 * @throws CliError when it cannot be run or has no torch
 */
export async function torchContender(python: string): Promise<Contender> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(python, {
      args: [SCRIPT],
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
  const ask = async (line: string): Promise<string> => {
    await writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
    while (!buffered.includes("\n")) {
      const { value, done } = await lines.read();
      if (done) {
        const account = (await new Response(child.stderr).text()).trim().split("\n").at(-1);
        throw new CliError(`Cannot take steps with PyTorch in ${python}: ${account}`, {
          hint: "Give --torch a Python that can import torch",
        });
      }
      buffered += value;
    }
    const end = buffered.indexOf("\n"), answer = buffered.slice(0, end);
    buffered = buffered.slice(end + 1);
    return answer;
  };
  const smallest = { cell: "LSTM", inputs: 1, hidden: 1, layers: 1, bidirectional: false };
  const { ready } = JSON.parse(await ask(JSON.stringify({ ...smallest, batch: 1, steps: 1 })));
  return {
    name: `PyTorch ${ready}`,
    async prepare({ spec, batch, steps }) {
      await ask(JSON.stringify({ ...spec.recurrent, batch, steps }));
      return { step: async () => Number(await ask("")), dispose() {} };
    },
    async close() {
      await writer.close();
      await child.status;
    },
  };
}
