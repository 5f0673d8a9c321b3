/** Exported files under ONNX' own checker, in Python: full check and strict shape inference. */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { ModelSpec } from "../../src/nn/model_spec.ts";
import { initialWeights } from "../../src/nn/recurrent_model.ts";
import { modelBytes } from "../../src/onnx/export_model.ts";
import { modelGraph } from "../../src/onnx/model_graph.ts";

const SCRIPT = fileURLToPath(new URL("check_models.py", import.meta.url));
// Debian's package serves Debian's Python alone.
const PYTHON = "/usr/bin/python3";

async function python(...args: string[]): Promise<{ success: boolean; text: string }> {
  try {
    const { success, stderr } = await new Deno.Command(PYTHON, { args, stdout: "null" }).output();
    return { success, text: new TextDecoder().decode(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { success: false, text: "no Python" };
    throw error;
  }
}

const { success: hasOnnx } = await python("-c", "import onnx");

Deno.test({
  name: `onnx.checker accepts every form of every cell${
    hasOnnx ? "" : " (needs Debian's python3-onnx)"
  }`,
  ignore: !hasOnnx,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const files: string[] = [];
      for (const [name, bytes] of everyForm()) {
        files.push(`${folder}/${name}.onnx`);
        await Deno.writeFile(files.at(-1)!, bytes);
      }
      assertEquals(await python(SCRIPT, ...files), { success: true, text: "" });
      await Deno.writeFile(files[0]!, new Uint8Array(10));
      assertEquals((await python(SCRIPT, files[0]!)).success, false);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** Each cell, direction, readout and variant, fixed and free in steps, with features and with masked tokens. */
function* everyForm(): Generator<[name: string, bytes: Uint8Array]> {
  for (const cell of ["SimpleRNN", "LSTM", "GRU"] as const) {
    for (const bidirectional of [false, true]) {
      for (const readout of ["sequence", "last", "final"] as const) {
        for (const variant of ["plain", "explain"] as const) {
          for (const tokens of [false, true]) {
            const spec: ModelSpec = {
              recurrent: {
                cell,
                inputs: 3,
                hidden: 5,
                layers: 2,
                bidirectional,
                ...(cell === "LSTM" && { removedGates: ["forget"] }),
              },
              readout,
              outputs: 2,
              ...(tokens && { embedding: { vocabulary: 7 } }),
            };
            const masked = tokens && readout !== "sequence";
            const steps = tokens ? undefined : 6;
            const graph = modelGraph(spec, initialWeights(spec, 1), { variant, steps, masked });
            const name = [cell, bidirectional ? "both" : "one", readout, variant, tokens].join("-");
            yield [name, modelBytes(graph, [["unroll.name", name]])];
          }
        }
      }
    }
  }
}
