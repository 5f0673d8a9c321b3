import { assertEquals } from "@std/assert";
import { P1_COSTS } from "../../src/report/study.ts";
import { analyseStack, type StackReport } from "../../src/theory/layer_stack.ts";
import { STUDY_NETWORKS, type StudyNetwork } from "../../src/theory/study_networks.ts";

function report(id: StudyNetwork["id"]): StackReport {
  const { input, layers } = STUDY_NETWORKS.find((network) => network.id === id)!;
  return analyseStack(input, layers);
}

Deno.test("the study's network has the study's four rows exactly", () => {
  assertEquals(
    report("rnn").layers.map(({ label, parameters, flops, uses }) => ({
      layer: label,
      parameters,
      flopsPerStep: flops / uses,
      steps: uses,
    })),
    [...P1_COSTS],
  );
  assertEquals(report("rnn").layers.map(({ flops }) => flops), [310_400, 620_800, 66_048, 10_250]);
});

Deno.test("the study's network has the study's split into multiplies and adds", () => {
  assertEquals(
    report("rnn").layers.map((row) => [row.multiplications / row.uses, row.additions / row.uses]),
    [[3072, 3136], [6144, 6272], [32_768, 33_280], [5120, 5130]],
  );
});

Deno.test("every network ends in 10 classes and has seen all of its input", () => {
  for (const { id, input } of STUDY_NETWORKS) {
    const { output, reach } = report(id);
    assertEquals(output, { kind: "vector", features: 10 }, id);
    assertEquals(reach, input.kind === "sequence" ? [50] : [128, 128], id);
  }
});

Deno.test("the CNN's features see the patches of 10×10 that its description speaks of", () => {
  const { layers } = report("cnn");
  assertEquals(layers.map(({ reach }) => reach[0]), [3, 3, 4, 8, 8, 10, 128, 128, 128, 128]);
  assertEquals(layers[5]!.reach, [10, 10]);
});

Deno.test("the CNN's convolutions cost what the textbook says: 2·K²·C·F multiply-adds and F biases a pixel", () => {
  const [first, , , second] = report("cnn").layers;
  assertEquals([first!.parameters, first!.flops], [9 * 32 + 32, 128 * 128 * 32 * (2 * 9 + 1)]);
  assertEquals(
    [second!.parameters, second!.flops],
    [9 * 32 * 64 + 64, 64 * 64 * 64 * (2 * 9 * 32 + 1)],
  );
});

Deno.test("the hybrid costs as much as both of its branches and its head", () => {
  const [cnn, rnn, hybrid] = [report("cnn"), report("rnn-spectrogram"), report("hybrid")];
  const head = (network: StackReport): number =>
    network.layers.slice(-3).reduce((sum, { parameters }) => sum + parameters, 0);
  const branches = hybrid.layers[0]!;
  assertEquals(branches.parameters, cnn.parameters - head(cnn) + rnn.parameters - head(rnn));
  assertEquals(branches.output, { kind: "vector", features: 128 });
  assertEquals(head(hybrid), 128 * 512 + 512 + 5130);
  assertEquals(hybrid.parameters, branches.parameters + head(hybrid));
});
