/**
 * Where everything lies in the memory of a pass through a stack of recurrent layers. Offsets are planned from zero and
 * shifted by where the caller put the memory, so one plan serves any number of workspaces.
 */
import {
  checkRecurrentSpec,
  directionsOf,
  layerInputs,
  type RecurrentSpec,
  type Slot,
  slotsOf,
} from "./recurrent_spec.ts";
import { type Sequence, SEQUENCE_BYTES } from "./sequence.ts";

/**
 * What the stack returns. `sequence`: the top layer's output at every step, [batch, steps, directions·hidden]. `last`: its
 * output at the last valid step, [batch, directions·hidden], which gives a backward direction one step of context. `final`:
 * the last state of each direction, [batch, directions·hidden]; for the backward direction that is its output at step 0.
 */
export type Readout = "sequence" | "last" | "final";

/** Sizes that a pass is planned for. */
export interface PassShape {
  /** Samples. */
  readonly batch: number;
  /** Time steps. */
  readonly steps: number;
  /** What the stack returns. */
  readonly readout: Readout;
  /** Whether samples have lengths of their own; past its length a sample's state is carried on unchanged. */
  readonly masked: boolean;
  /** Whether backward keeps ∂L/∂h of every layer, direction and step. */
  readonly traced?: boolean;
}

/** One layer in one direction; `sequence` points into the workspace, `scratch` into the scratch memory. */
export interface DirectionPlan {
  /** What forward needs; backward reads it too. */
  readonly sequence: Required<Pick<Sequence, ForwardField>>;
  /** What backward needs besides. */
  readonly scratch: Required<Pick<Sequence, ScratchField>>;
}

/** Fields of a description that point into the scratch memory. */
export type ScratchField =
  | "hiddenGradient"
  | "cellGradient"
  | "hiddenWeights"
  | "inputWeights"
  | "weightGradient"
  | "biasGradient"
  | "hiddenTrace";
/** Fields of a description that are known before a pass runs and do not point into the scratch memory. */
export type ForwardField = Exclude<
  keyof Sequence,
  ScratchField | "outputGradient" | "finalGradient" | "inputGradient"
>;

/** One layer; offsets in bytes. */
export interface LayerPlan {
  /** Columns of its input weights in PyTorch's layout. */
  readonly columns: number;
  /** Features of each run of its packed input (one run for each direction of the layer below). */
  readonly width: number;
  /** Blocks of its packed input at one step. */
  readonly inputGroups: number;
  /** From one step of its packed input to the next. */
  readonly inputStep: number;
  /** In the workspace: its packed input, which for all but the first layer is the output of the layer below. */
  readonly input: number;
  /** In the workspace: blocks [steps][directions][groups] of its output. */
  readonly output: number;
  /** From one step of its output to the next. */
  readonly outputStep: number;
  /** In the scratch memory, laid out as the output. */
  readonly outputGradient: number;
  /** Its forward direction and, if there is one, its backward direction. */
  readonly directions: readonly DirectionPlan[];
}

/** The whole plan; sizes and offsets in bytes. */
export interface RecurrentPlan {
  /** The cell's slots. */
  readonly slots: readonly Slot[];
  /** Rows of a block: the batch, rounded up to a multiple of four. */
  readonly batch: number;
  /** One block [batch][8]. */
  readonly block: number;
  /** Blocks of hidden units. */
  readonly groups: number;
  /** Layers, the lowest first. */
  readonly layers: readonly LayerPlan[];
  /** In the workspace: the description that is handed to a kernel. */
  readonly description: number;
  /** In the workspace: a block of zeros, the initial state. */
  readonly zeros: number;
  /** In the workspace: i32 [batch], or 0 when the pass is not masked. */
  readonly lengths: number;
  /** In the workspace: blocks [directions][groups] of the readout. */
  readonly readout: number;
  /** In the scratch memory: laid out as `readout`. */
  readonly readoutGradient: number;
  /** Size of the workspace, which forward fills and backward reads. */
  readonly workspaceBytes: number;
  /** Size of the memory that backward needs besides. */
  readonly scratchBytes: number;
}

/** Bytes of a number. */
export const WORD = 4;
/** Bytes of one row of a panel or of a block: eight numbers. */
export const ROW = 8 * WORD;
const CACHE_LINE = 64;

const ceil = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Hands out consecutive, aligned offsets; 0 is never handed out, since it stands for "absent". */
class Offsets {
  bytes = CACHE_LINE;

  take(bytes: number): number {
    const at = this.bytes;
    this.bytes = ceil(at + bytes, CACHE_LINE);
    return at;
  }
}

/**
 * Plans a pass.
 * @throws RangeError for sizes that are not positive integers, or gates removed from a cell other than the LSTM
 */
export function planRecurrentPass(spec: RecurrentSpec, shape: PassShape): RecurrentPlan {
  checkRecurrentSpec(spec);
  for (const field of ["batch", "steps"] as const) {
    if (!Number.isInteger(shape[field]) || shape[field] < 1) {
      throw new RangeError(
        `Cannot plan a pass with ${field} = ${shape[field]}: expected a positive integer`,
      );
    }
  }
  const workspace = new Offsets(), scratch = new Offsets();
  const batch = ceil(shape.batch, 4), block = batch * ROW, groups = Math.ceil(spec.hidden / 8);
  const common = {
    slots: slotsOf(spec),
    batch,
    block,
    groups,
    description: workspace.take(SEQUENCE_BYTES),
    zeros: workspace.take(block),
    lengths: shape.masked ? workspace.take(batch * WORD) : 0,
    readout: workspace.take(block * groups * directionsOf(spec)),
    readoutGradient: scratch.take(block * groups * directionsOf(spec)),
  };
  const layers: LayerPlan[] = [];
  for (let index = 0; index < spec.layers; index++) {
    layers.push(planLayer(spec, shape, common, index, layers.at(-1), workspace, scratch));
  }
  return { ...common, layers, workspaceBytes: workspace.bytes, scratchBytes: scratch.bytes };
}

type CommonPlan = Omit<RecurrentPlan, "layers" | "workspaceBytes" | "scratchBytes">;

function planLayer(
  spec: RecurrentSpec,
  shape: PassShape,
  plan: CommonPlan,
  index: number,
  below: LayerPlan | undefined,
  workspace: Offsets,
  scratch: Offsets,
): LayerPlan {
  const { slots, batch, block, groups } = plan;
  const directions = directionsOf(spec);
  const width = below ? spec.hidden : spec.inputs;
  const inputGroups = below ? groups * directions : Math.ceil(width / 8);
  // All runs but the last are padded to whole blocks.
  const packedInputs = below ? (directions - 1) * groups * 8 + width : width;
  const inputStep = block * inputGroups, outputStep = block * groups * directions;
  const input = below ? below.output : workspace.take(inputStep * shape.steps);
  const output = workspace.take(outputStep * shape.steps);
  const hiddenRow = ceil(packedInputs, 4), rows = hiddenRow + ceil(spec.hidden, 4);
  const panels = slots.length * groups, states = block * groups * shape.steps;
  const inputSlots = slots.filter((slot) => slot.inputRow !== undefined).length;
  const hiddenSlot = slots.findIndex((slot) => slot.hiddenRow !== undefined);
  const slotOf = (name: string) => slots.findIndex((slot) => slot.name === name);
  const isTop = index === spec.layers - 1;

  const planDirection = (direction: number): DirectionPlan => ({
    sequence: {
      cell: ["SimpleRNN", "LSTM", "GRU"].indexOf(spec.cell),
      first: direction === 0 ? 0 : shape.steps - 1,
      direction: direction === 0 ? 1 : -1,
      // Read at the last step, the top layer's backward direction has seen that step alone.
      count: direction === 1 && isTop && shape.readout === "last" && !shape.masked
        ? 1
        : shape.steps,
      batch,
      hidden: spec.hidden,
      groups,
      inputs: packedInputs,
      inputGroups,
      slots: slots.length,
      inputSlots,
      hiddenSlot,
      inputGate: slotOf("i"),
      forgetGate: slotOf("f"),
      outputGate: slotOf("o"),
      candidate: slotOf("g"),
      input,
      inputStep,
      weights: workspace.take(panels * rows * ROW),
      rows,
      hiddenRow,
      bias: workspace.take(panels * ROW),
      lengths: plan.lengths,
      gates: workspace.take(slots.length * states),
      cells: spec.cell === "LSTM" ? workspace.take(states) : 0,
      cellsTanh: spec.cell === "LSTM" ? workspace.take(states) : 0,
      output: output + direction * groups * block,
      outputStep,
      zeros: plan.zeros,
    },
    scratch: {
      hiddenGradient: scratch.take(block * groups),
      cellGradient: scratch.take(block * groups),
      hiddenWeights: scratch.take((slots.length - hiddenSlot) * groups * groups * 8 * ROW),
      inputWeights: scratch.take(inputSlots * groups * inputGroups * 8 * ROW),
      weightGradient: scratch.take(panels * rows * ROW),
      biasGradient: scratch.take(panels * ROW),
      hiddenTrace: shape.traced ? scratch.take(states) : 0,
    },
  });
  return {
    columns: layerInputs(spec, index),
    width,
    inputGroups,
    inputStep,
    input,
    output,
    outputStep,
    outputGradient: scratch.take(outputStep * shape.steps),
    directions: Array.from({ length: directions }, (_, direction) => planDirection(direction)),
  };
}
