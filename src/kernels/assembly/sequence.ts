/*
 * One layer in one direction over a whole sequence, forward and backward: the loop over time, its matrix products and the
 * order of the work. What a cell does with its pre-activations lives in simple_rnn.ts, lstm.ts and gru.ts.
 *
 * Each pre-activation that a cell sums is a slot; a slot has one block of eight hidden units per group. The slots of a cell
 * stand in this order: SimpleRNN a; LSTM i, f, g, o (less the gates that an ablation removes); GRU nₓ, r, z, nₕ, where the
 * candidate is split because its recurrent part is multiplied by r. The slots that read the input are the first `inputSlots`, those
 * that read the previous hidden state run from `hiddenSlot` on, so either set is contiguous in memory and one product runs
 * through it.
 *
 * Backward overwrites the gates by their gradients. Weight gradients are added in panels of the packed layout, two steps at
 * a time: fewer passes over the panels, and partial sums that round less. Every loop below is ordered so that one operand of the
 * product stays in the first-level cache while the other streams.
 */
import { gruBackward, gruForward } from "./gru";
import { lstmBackward, lstmForward } from "./lstm";
import { outerTile, tile } from "./product";
import { simpleRnnBackward, simpleRnnForward } from "./simple_rnn";

export const SIMPLE_RNN = 0;
export const LSTM = 1;
export const GRU = 2;

/** Steps whose weight gradients are summed before they are added to those of later steps. */
const CHUNK = 2;
/** Panels of weight gradients that are taken through the rows of the input together. Speed alone. */
const PANELS = 4;

/**
 * The description of one pass, laid out as consecutive 32-bit words; src/kernels/sequence.ts writes it. Pointers are byte
 * offsets; 0 stands for "absent". A block is [batch][8] floats.
 */
@unmanaged
export class Sequence {
  cell: i32;
  /** The first step processed, and +1 or −1 to go on from it. */
  first: i32;
  direction: i32;
  count: i32;
  /** Rows of a block, a multiple of four. */
  batch: i32;
  hidden: i32;
  /** Blocks of hidden units: ⌈hidden / 8⌉. */
  groups: i32;
  /** Features of the input, and the blocks that hold them. */
  inputs: i32;
  inputGroups: i32;
  slots: i32;
  inputSlots: i32;
  hiddenSlot: i32;
  /** Slot of the LSTM's input, forget and output gate, or −1 for a gate that is held at one; slot of its candidate. */
  inputGate: i32;
  forgetGate: i32;
  outputGate: i32;
  candidate: i32;
  /** Input blocks [steps][inputGroups], `inputStep` bytes apart. */
  input: usize;
  inputStep: usize;
  /** Panels [slots][groups][rows][8]: the rows of the input, then at `hiddenRow` those of the hidden state. */
  weights: usize;
  rows: i32;
  hiddenRow: i32;
  /** [slots][groups][8] */
  bias: usize;
  /** Valid steps of each sample, i32 [batch], or 0 when all are valid. */
  lengths: usize;
  /** Gates [steps][slots][groups] blocks. */
  gates: usize;
  /** LSTM: cell states and their tanh, [steps][groups] blocks. */
  cells: usize;
  cellsTanh: usize;
  /** Hidden states: [groups] blocks a step, `outputStep` bytes apart. */
  output: usize;
  outputStep: usize;
  /** A block of zeros. */
  zeros: usize;

  /** Backward: gradient of all outputs, laid out as they are, and of the last output processed alone, [groups] blocks. */
  outputGradient: usize;
  finalGradient: usize;
  /** Work: gradient of the hidden and cell state, [groups] blocks. */
  hiddenGradient: usize;
  cellGradient: usize;
  /** Panels [groups][(slots − hiddenSlot)·groups·8][8] of the recurrent weights, transposed. */
  hiddenWeights: usize;
  /** Panels [inputGroups][inputSlots·groups·8][8] of the input weights, transposed; 0 when no input gradient is wanted. */
  inputWeights: usize;
  /** Laid out as the input; added to. */
  inputGradient: usize;
  /** Laid out as the weights and the bias; added to. */
  weightGradient: usize;
  biasGradient: usize;
  /** Where ∂L/∂h of each step goes, [steps][groups] blocks, or 0. */
  hiddenTrace: usize;
}

export function sequenceForward(s: Sequence): void {
  const block: usize = <usize>s.batch << 5;
  const panel: usize = <usize>s.rows << 5;
  const gateStep: usize = block * s.slots * s.groups;
  const cellStep: usize = block * s.groups;
  const inputFull = s.inputs >> 3, inputTail = s.inputs & 7;
  const hiddenFull = s.hidden >> 3, hiddenTail = s.hidden & 7;
  const panels = s.slots * s.groups;
  let t = s.first;
  for (let step = 0; step < s.count; step++, t += s.direction) {
    const x: usize = s.input + s.inputStep * t;
    const h: usize = step ? s.output + s.outputStep * (t - s.direction) : 0;
    const gates: usize = s.gates + gateStep * t;
    for (let at = 0; at < panels; at++) {
      const c: usize = gates + block * at;
      const bias: usize = s.bias + (<usize>at << 5);
      const weights: usize = s.weights + panel * at + (<usize>s.hiddenRow << 5);
      const reads = h != 0 && at >= s.hiddenSlot * s.groups;
      const full = reads ? hiddenFull : 0, tail = reads ? hiddenTail : 0;
      for (let row: usize = 0; row < block; row += 128) {
        tile(c + row, bias, block, h + row, weights, full, tail);
      }
    }
    for (let at = 0; at < s.inputSlots * s.groups; at++) {
      const c: usize = gates + block * at;
      const weights: usize = s.weights + panel * at;
      for (let row: usize = 0; row < block; row += 128) {
        tile(c + row, 0, block, x + row, weights, inputFull, inputTail);
      }
    }
    for (let group = 0; group < s.groups; group++) {
      const before: usize = h ? h + block * group : s.zeros;
      const after: usize = s.output + s.outputStep * t + block * group;
      if (s.cell == LSTM) {
        const cell: usize = s.cells + cellStep * t + block * group;
        lstmForward(
          s, t, gates + block * group, block * s.groups, before, after,
          step ? cell - cellStep * s.direction : s.zeros, cell,
          s.cellsTanh + cellStep * t + block * group,
        );
      } else if (s.cell == GRU) {
        gruForward(s, t, gates + block * group, block * s.groups, before, after);
      } else {
        simpleRnnForward(s, t, gates + block * group, before, after);
      }
    }
  }
}

/** Adds the weight gradients of `steps` steps, the first of which is `t`, going against the direction of the pass. */
function addWeightGradients(s: Sequence, t: i32, steps: i32, hiddenSteps: i32): void {
  const block: usize = <usize>s.batch << 5;
  const panel: usize = <usize>s.rows << 5;
  const gateStep: usize = block * s.slots * s.groups;
  const gates: usize = s.gates + gateStep * t;
  const x: usize = s.input + s.inputStep * t;
  const h: usize = s.output + s.outputStep * (t - s.direction);
  const back: usize = -s.direction;
  const panels = s.slots * s.groups;
  for (let from = 0; from < s.inputSlots * s.groups; from += PANELS) {
    const to = min(from + PANELS, s.inputSlots * s.groups);
    for (let row = 0; row < s.inputs; row += 4) {
      const a: usize = x + block * (row >> 3) + ((row & 7) << 2);
      for (let at = from; at < to; at++) {
        const c: usize = s.weightGradient + panel * at + (<usize>row << 5);
        outerTile(c, a, gates + block * at, s.batch, steps, s.inputStep * back, gateStep * back);
      }
    }
  }
  if (!hiddenSteps) return;
  for (let from = s.hiddenSlot * s.groups; from < panels; from += PANELS) {
    const to = min(from + PANELS, panels);
    for (let row = 0; row < s.hidden; row += 4) {
      const a: usize = h + block * (row >> 3) + ((row & 7) << 2);
      for (let at = from; at < to; at++) {
        const c: usize = s.weightGradient + panel * at + (<usize>(s.hiddenRow + row) << 5);
        outerTile(
          c, a, gates + block * at, s.batch, hiddenSteps, s.outputStep * back, gateStep * back,
        );
      }
    }
  }
}

/** Adds ∂L/∂x of the steps processed, from gate gradients that `sequenceBackward` left behind. */
export function sequenceInputGradient(s: Sequence): void {
  let t = s.first;
  for (let step = 0; step < s.count; step++, t += s.direction) addInputGradient(s, t);
}

function addInputGradient(s: Sequence, t: i32): void {
  const block: usize = <usize>s.batch << 5;
  const gates: usize = s.gates + block * s.slots * s.groups * t;
  const depth = s.inputSlots * s.groups;
  for (let group = 0; group < s.inputGroups; group++) {
    const c: usize = s.inputGradient + s.inputStep * t + block * group;
    const weights: usize = s.inputWeights + (<usize>(depth * group) << 8);
    for (let row: usize = 0; row < block; row += 128) {
      tile(c + row, 0, block, gates + row, weights, depth, 0);
    }
  }
}

export function sequenceBackward(s: Sequence): void {
  const block: usize = <usize>s.batch << 5;
  const gateStep: usize = block * s.slots * s.groups;
  const cellStep: usize = block * s.groups;
  const depth = (s.slots - s.hiddenSlot) * s.groups;
  memory.fill(s.hiddenGradient, 0, cellStep);
  if (s.cell == LSTM) memory.fill(s.cellGradient, 0, cellStep);

  let t = s.first + (s.count - 1) * s.direction;
  let pending = 0;
  for (let step = s.count - 1; step >= 0; step--, t -= s.direction) {
    const gates: usize = s.gates + gateStep * t;
    const previous: usize = step ? s.output + s.outputStep * (t - s.direction) : 0;
    for (let group = 0; group < s.groups; group++) {
      const offset: usize = block * group;
      const hiddenGradient: usize = s.hiddenGradient + offset;
      addBlock(hiddenGradient, block, s.outputGradient ? s.outputGradient + s.outputStep * t + offset : 0);
      addBlock(hiddenGradient, block, step == s.count - 1 && s.finalGradient ? s.finalGradient + offset : 0);
      if (s.hiddenTrace) memory.copy(s.hiddenTrace + cellStep * t + offset, hiddenGradient, block);
      const before: usize = previous ? previous + offset : s.zeros;
      const biasGradient: usize = s.biasGradient + (<usize>group << 5);
      if (s.cell == LSTM) {
        const cell: usize = s.cells + cellStep * t + offset;
        lstmBackward(
          s, t, gates + offset, cellStep, hiddenGradient, s.cellGradient + offset,
          step ? cell - cellStep * s.direction : s.zeros,
          s.cellsTanh + cellStep * t + offset, biasGradient,
        );
      } else if (s.cell == GRU) {
        gruBackward(s, t, gates + offset, cellStep, hiddenGradient, before, biasGradient);
      } else {
        simpleRnnBackward(
          s, t, gates + offset, hiddenGradient, s.output + s.outputStep * t + offset, biasGradient,
        );
      }
    }
    if (step) {
      for (let slot = s.hiddenSlot; slot < s.slots; slot++) {
        const gradients: usize = gates + block * slot * s.groups;
        const skipped = (slot - s.hiddenSlot) * s.groups;
        for (let group = 0; group < s.groups; group++) {
          const c: usize = s.hiddenGradient + block * group;
          const weights: usize = s.hiddenWeights + (<usize>(depth * group + skipped) << 8);
          for (let row: usize = 0; row < block; row += 128) {
            tile(c + row, 0, block, gradients + row, weights, s.groups, 0);
          }
        }
      }
    }
    if (s.inputWeights) addInputGradient(s, t);
    pending++;
    if (pending == CHUNK || step == 0) {
      // The first step of the pass has no predecessor, so one step fewer has a recurrent part.
      addWeightGradients(s, t + (pending - 1) * s.direction, pending, step ? pending : pending - 1);
      pending = 0;
    }
  }
}

/** target += source, a block each; an absent source adds nothing. */
function addBlock(target: usize, bytes: usize, source: usize): void {
  if (!source) return;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(target + i, f32x4.add(v128.load(target + i), v128.load(source + i)));
  }
}
