/**
 * The recurrent stack as ONNX' own RNN, LSTM and GRU nodes, which runtimes run in fused kernels and tools quantise.
 *
 * ONNX stacks an LSTM's gates as i, o, f, c and a GRU's as z, r, h, where PyTorch has i, f, g, o and r, z, n; PyTorch's GRU applies
 * its reset gate after the recurrent product (`linear_before_reset`). A gate that an ablation holds at one has no attribute
 * in ONNX; it keeps its place with zero weights and a bias of `HELD_OPEN`, whose sigmoid is one to the last bit of f32.
 *
 * Read at the last step, the top layer's backward direction has seen that step alone, so it runs on that step alone.
 */
import {
  directionsOf,
  layerInputs,
  type RecurrentSpec,
  slotsOf,
} from "../kernels/recurrent_spec.ts";
import type { Readout } from "../kernels/recurrent_plan.ts";
import type { GraphBuilder, Value } from "./graph_builder.ts";
import { joined, layerSuffix, layerWeights, pickBlocks, type Weights } from "./layer_weights.ts";
import { joinDirections, stepAt } from "./sequence_nodes.ts";

/** Bias of a gate that is held at one: σ(50) = 1 − 2·10⁻²². */
const HELD_OPEN = 50;

/** What a stack is built from. */
export interface StackInput {
  /** f32 [steps, batch, inputs] */
  readonly values: Value;
  /** i32 [batch]: valid steps of each sample; all when absent. */
  readonly lengths?: Value;
  /** Which states the stack gives. */
  readonly readout: Readout;
}

/** PyTorch's block of rows for each of ONNX' blocks; `undefined` for a gate that is held at one. */
function onnxBlocks(spec: RecurrentSpec): (number | undefined)[] {
  const order = { SimpleRNN: ["a"], LSTM: ["i", "o", "f", "g"], GRU: ["z", "r", "hidden n"] };
  const slots = slotsOf(spec);
  return order[spec.cell].map((name) => slots.find((slot) => slot.name === name)?.hiddenRow);
}

/** One RNN, LSTM or GRU node over `directions` of a layer; returns [Y, Y_h]. */
function cellNode(
  graph: GraphBuilder,
  spec: RecurrentSpec,
  weights: Weights,
  layer: number,
  directions: readonly number[],
  { values, lengths, direction }: { values: Value; lengths?: Value; direction: string },
): { readonly sequence: Value; readonly final: Value } {
  const { hidden, cell } = spec, blocks = onnxBlocks(spec), inputs = layerInputs(spec, layer);
  const parts = directions.map((index) => {
    const { weightIh, weightHh, biasIh, biasHh } = layerWeights(spec, weights, layer, index);
    return {
      w: pickBlocks(weightIh, hidden * inputs, blocks),
      r: pickBlocks(weightHh, hidden * hidden, blocks),
      b: joined([
        pickBlocks(biasIh, hidden, blocks, HELD_OPEN),
        pickBlocks(biasHh, hidden, blocks),
      ]),
    };
  });
  const suffix = directions.length === 2 ? `_l${layer}` : layerSuffix(layer, directions[0]!);
  const rows = blocks.length * hidden, count = directions.length;
  const operator = cell === "SimpleRNN" ? "RNN" : cell;
  const sequence = `${operator}${suffix}/sequence`, final = `${operator}${suffix}/final`;
  graph.node(
    operator,
    [
      values,
      graph.floats(`W${suffix}`, [count, rows, inputs], joined(parts.map(({ w }) => w))),
      graph.floats(`R${suffix}`, [count, rows, hidden], joined(parts.map(({ r }) => r))),
      graph.floats(`B${suffix}`, [count, 2 * rows], joined(parts.map(({ b }) => b))),
      ...(lengths ? [lengths] : []),
    ],
    {
      hidden_size: hidden,
      direction,
      ...(cell === "GRU" ? { linear_before_reset: 1 } : {}),
    },
    [sequence, final],
  );
  return { sequence, final };
}

/**
 * Adds the stack to a graph.
 * @returns f32 [batch, directions·hidden], or [steps, batch, directions·hidden] for the readout `sequence`
 */
export function nativeStack(
  graph: GraphBuilder,
  spec: RecurrentSpec,
  weights: Weights,
  { values, lengths, readout }: StackInput,
): Value {
  const both = directionsOf(spec) === 2;
  let below = values;
  for (let layer = 0; layer < spec.layers; layer++) {
    const isTop = layer === spec.layers - 1;
    if (isTop && both && readout === "last") {
      const forward = cellNode(graph, spec, weights, layer, [0], {
        values: below,
        lengths,
        direction: "forward",
      });
      const backward = cellNode(graph, spec, weights, layer, [1], {
        values: graph.node("Unsqueeze", [stepAt(graph, below, lengths), graph.integers([0])]),
        direction: "forward",
      });
      const finals = [forward, backward].map(({ final }) =>
        graph.node("Squeeze", [final, graph.integers([0])])
      );
      return graph.node("Concat", finals, { axis: 1 });
    }
    const { sequence, final } = cellNode(graph, spec, weights, layer, both ? [0, 1] : [0], {
      values: below,
      lengths,
      direction: both ? "bidirectional" : "forward",
    });
    if (isTop && readout !== "sequence") {
      return both
        ? joinDirections(graph, final, [1, 0, 2], [0, -1])
        : graph.node("Squeeze", [final, graph.integers([0])]);
    }
    below = both
      ? joinDirections(graph, sequence, [0, 2, 1, 3], [0, 0, -1])
      : graph.node("Squeeze", [sequence, graph.integers([1])]);
  }
  return below;
}
