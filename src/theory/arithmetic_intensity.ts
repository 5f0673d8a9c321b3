/**
 * Why a recurrent network leaves a processor waiting: one step multiplies the whole recurrent matrix by few numbers, and the next
 * step cannot begin before it has ended. FLOPs for each byte moved (Williams, Waterman and Patterson, "Roofline", Communications of
 * the ACM 52(4), 2009) grow with the batch alone.
 */
import { checkCount } from "./shape.ts";

/** Bytes of an f32. */
const BYTES = 4;

/** One size of batch. */
export interface StepIntensity {
  /** Sequences that are stepped together. */
  readonly batch: number;
  /** FLOPs of the recurrent product of one step. */
  readonly flops: number;
  /** Bytes of the weights, the state read and the gates written, each moved once. */
  readonly bytes: number;
  /** Their quotient. */
  readonly intensity: number;
}

/**
 * The recurrent product [batch, units] · [units, blocks · units] of one step.
 * @param blocks 1 for SimpleRNN, 3 for GRU, 4 for LSTM
 * @throws RangeError when a size is no count
 */
export function stepIntensity(
  units: number,
  blocks: number,
  batches: readonly number[],
): StepIntensity[] {
  checkCount("units", units);
  checkCount("blocks", blocks);
  return batches.map((batch) => {
    checkCount("batch", batch);
    const flops = 2 * batch * units * blocks * units;
    const bytes = BYTES * (units * blocks * units + batch * units + batch * blocks * units);
    return { batch, flops, bytes, intensity: flops / bytes };
  });
}
