import { fileURLToPath } from "node:url";
import type { InferenceContender } from "./inference_contender.ts";
import { startTorch } from "./torch_process.ts";

const SCRIPT = fileURLToPath(new URL("./torch_inference.py", import.meta.url));

/**
 * PyTorch's forward pass on one thread, in a Python process of its own. Values do not travel: it predicts samples of its own.
 *
 * @param python command or path of a Python that can import torch
 * @throws CliError when it cannot be run or has no torch
 */
export async function torchInference(python: string): Promise<InferenceContender> {
  const torch = startTorch(python, SCRIPT);
  const smallest = { cell: "LSTM", inputs: 1, hidden: 1, layers: 1, bidirectional: false };
  const { ready } = JSON.parse(await torch.ask(JSON.stringify({ ...smallest, steps: 1 })));
  return {
    name: `PyTorch ${ready}, 1 thread`,
    async load({ file: { metadata: { spec } }, steps }) {
      const { cell, inputs, hidden, layers, bidirectional } = spec.recurrent;
      const vocabulary = spec.embedding?.vocabulary ?? 0;
      const network = { cell, inputs, hidden, layers, bidirectional, vocabulary, steps };
      await torch.ask(JSON.stringify(network));
      return {
        run: async ({ size }) => void await torch.ask(`${size}`),
        release: () => Promise.resolve(),
      };
    },
    close: () => torch.close(),
  };
}
