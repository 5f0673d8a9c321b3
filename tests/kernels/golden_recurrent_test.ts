/** The raw kernels against PyTorch 2.13 (`tests/golden/recurrent.json`), on a memory of their own. */
import { assertClose } from "./closeness.ts";
import { GoldenNetwork } from "./golden_network.ts";
import { GOLDEN_CASES, specOf, stackParameters } from "./golden_recurrent.ts";
import { KernelMemory } from "./kernel_memory.ts";
import { RecurrentRun } from "./recurrent_run.ts";

const host = await KernelMemory.open();
const TOLERANCE = 1e-5;

for (const golden of GOLDEN_CASES) {
  Deno.test(`${golden.name}: outputs and final states are PyTorch's within 1e-5`, () => {
    host.reset();
    const spec = specOf(golden), { batch, steps, hidden } = golden;
    const values = {
      x: Float32Array.from(golden.x.data),
      parameters: stackParameters(golden).map(({ values }) => values),
      readoutGradient: new Float32Array(golden.output.data.length),
    };
    const shape = { batch, steps, readout: "sequence", masked: false } as const;
    const run = new RecurrentRun(host, { spec, shape, values });
    assertClose(run.forward(), golden.output.data, TOLERANCE, "output");

    const directions = golden.bidirectional ? 2 : 1;
    for (let layer = 0; layer < golden.layers; layer++) {
      for (let direction = 0; direction < directions; direction++) {
        const traces = run.traces(layer, direction);
        const at = (layer * directions + direction) * batch * hidden;
        for (const [name, expected] of [["h", golden.h_n], ["c", golden.c_n]] as const) {
          if (!expected) continue;
          const last = direction === 0 ? steps - 1 : 0;
          const final = Array.from({ length: batch }, (_, b) => {
            const from = (b * steps + last) * hidden;
            return [...traces[name]!.subarray(from, from + hidden)];
          }).flat();
          const what = `${name}_n of layer ${layer}, direction ${direction}`;
          assertClose(final, expected.data.slice(at, at + batch * hidden), TOLERANCE, what);
        }
      }
    }
    host.assertIntact();
  });

  Deno.test(`${golden.name}: prediction, loss and all gradients are PyTorch's within 1e-5`, () => {
    host.reset();
    const network = new GoldenNetwork(host, golden);
    assertClose([network.differentiate()], [golden.loss], TOLERANCE, "loss");
    assertClose(network.prediction(), golden.prediction, TOLERANCE, "prediction");
    for (const { name, gradient, size } of network.parameters) {
      assertClose(host.get(gradient, size), golden.grads[name]!, TOLERANCE, name);
    }
    assertClose(network.inputGradient(), golden.grad_x, TOLERANCE, "gradient of the input");
    host.assertIntact();
  });
}
