import { fileURLToPath } from "node:url";
import type { Contender } from "./contender.ts";
import { startTorch } from "./torch_process.ts";

const SCRIPT = fileURLToPath(new URL("./torch_step.py", import.meta.url));

/**
 * PyTorch on one thread, in a Python process of its own that takes a step whenever it is asked.
 *
 * @param python command or path of a Python that can import torch
 * @throws CliError when it cannot be run or has no torch
 */
export async function torchContender(python: string): Promise<Contender> {
  const torch = startTorch(python, SCRIPT);
  const smallest = { cell: "LSTM", inputs: 1, hidden: 1, layers: 1, bidirectional: false };
  const { ready } = JSON.parse(
    await torch.ask(JSON.stringify({ ...smallest, batch: 1, steps: 1 })),
  );
  return {
    name: `PyTorch ${ready}`,
    async prepare({ spec, batch, steps }) {
      await torch.ask(JSON.stringify({ ...spec.recurrent, batch, steps }));
      return { step: async () => Number(await torch.ask("")), dispose() {} };
    },
    close: () => torch.close(),
  };
}
