/**
 * Parameters of the recurrent cells against each other. A cell with g blocks of weights has
 * g · units · (inputs + units + 2) parameters, so at equal sizes LSTM : GRU : SimpleRNN is 4 : 3 : 1, exactly, for stacks
 * and for both directions too. What surrounds the stack (head, embedding) pulls the ratio of whole models towards 1, and
 * a second direction more than doubles a stack, since its upper layers read both directions.
 */
import type { Cell, Layer } from "./layer.ts";
import { analyseStack } from "./layer_stack.ts";

/** Sizes that all models of a comparison share. */
export interface CellSizes {
  /** Features of each step. */
  readonly features: number;
  /** Hidden units of each layer and direction. */
  readonly units: number;
  /** Recurrent layers on top of each other. */
  readonly layers: number;
  /** Outputs of the linear head that reads the last state. */
  readonly outputs: number;
  /** Steps of one sample. */
  readonly steps: number;
}

/** One model of the comparison. */
export interface CellRatio {
  /** The study's name of the model. */
  readonly model: string;
  /** Parameters of the recurrent stack. */
  readonly stack: number;
  /** The same as a multiple of SimpleRNN's. */
  readonly stackRatio: number;
  /** Parameters of the stack and the head. */
  readonly whole: number;
  /** The same as a multiple of SimpleRNN's. */
  readonly wholeRatio: number;
  /** FLOPs of the whole model for one sample. */
  readonly flops: number;
}

const MODELS: readonly (readonly [name: string, cell: Cell, bidirectional: boolean])[] = [
  ["SimpleRNN", "SimpleRNN", false],
  ["GRU", "GRU", false],
  ["LSTM", "LSTM", false],
  ["BiLSTM", "LSTM", true],
];

/**
 * SimpleRNN, GRU, LSTM and BiLSTM at equal sizes.
 * @throws RangeError when a size is no count
 */
export function cellRatios({ features, units, layers, outputs, steps }: CellSizes): CellRatio[] {
  const counts = MODELS.map(([model, cell, bidirectional]) => {
    const stack: Layer = { kind: "recurrent", cell, units, layers, bidirectional, output: "last" };
    const head: Layer = { kind: "linear", units: outputs };
    const report = analyseStack({ kind: "sequence", steps, features }, [stack, head]);
    return {
      model,
      stack: report.layers[0]!.parameters,
      whole: report.parameters,
      flops: report.flops,
    };
  });
  const [plain] = counts;
  return counts.map(({ model, stack, whole, flops }) => ({
    model,
    stack,
    stackRatio: stack / plain!.stack,
    whole,
    wholeRatio: whole / plain!.whole,
    flops,
  }));
}
