import { assertEquals } from "@std/assert";
import { analyseStack } from "../../src/theory/layer_stack.ts";
import { layerTable } from "../../src/theory/network_text.ts";

Deno.test("layerTable shows one use of the weights, how often they are used, and branches before their sum", () => {
  const report = analyseStack({ kind: "sequence", steps: 50, features: 64 }, [
    {
      kind: "concatenate",
      branches: [
        [{ kind: "recurrent", cell: "SimpleRNN", units: 32, output: "last" }],
        [{ kind: "conv1d", filters: 8, kernel: 3 }, { kind: "globalPool", mode: "max" }],
      ],
    },
    { kind: "linear", units: 10 },
  ]);
  assertEquals(layerTable(report).split("\n"), [
    "| layer                        | output | parameters |                  operations |   FLOPs |     sees |",
    "| :--------------------------- | -----: | ---------: | --------------------------: | ------: | -------: |",
    "| branch 1: RNN 64→32          |     32 |      3,136 | 3,072 mul + 3,136 add, × 50 | 310,400 | 50 of 50 |",
    "| branch 2: Conv1d 64→8, 3     | 48 × 8 |      1,544 | 1,536 mul + 1,544 add, × 48 | 147,840 |  3 of 50 |",
    "| branch 2: Global max pooling |      8 |          0 |                             |       0 | 50 of 50 |",
    "| Concatenate                  |     40 |            |                             |         | 50 of 50 |",
    "| Linear 40→10                 |     10 |        410 |           400 mul + 410 add |     810 | 50 of 50 |",
    "| sum                          |        |      5,090 |                             | 459,050 |          |",
  ]);
});
