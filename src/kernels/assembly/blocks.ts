/*
 * To and from the blocked layout [features / 8][batch][8] that product.ts works on. The plain side is addressed by strides
 * in bytes, so that batch-major and time-major arrays, and columns of a wider array, need no copy of their own. Rows past
 * the true batch and features past the true width are zero on the blocked side.
 */

/** Copies `steps` matrices [rows][features] into blocks of `batch` ≥ rows rows. */
export function toBlocks(
  source: usize, stepStride: usize, rowStride: usize, steps: i32, rows: i32, features: i32,
  target: usize, targetStep: usize, batch: i32,
): void {
  const block: usize = <usize>batch << 5;
  const groups = (features + 7) >> 3;
  for (let t = 0; t < steps; t++) {
    memory.fill(target, 0, block * groups);
    for (let b = 0; b < rows; b++) {
      const row: usize = source + rowStride * b;
      const at: usize = target + (<usize>b << 5);
      for (let k = 0; k < features; k++) {
        store<f32>(at + block * (k >> 3) + ((k & 7) << 2), load<f32>(row + (k << 2)));
      }
    }
    source += stepStride;
    target += targetStep;
  }
}

/** The reverse of `toBlocks`: writes the true rows and features only. */
export function fromBlocks(
  source: usize, sourceStep: usize, batch: i32, steps: i32, rows: i32, features: i32,
  target: usize, stepStride: usize, rowStride: usize,
): void {
  const block: usize = <usize>batch << 5;
  for (let t = 0; t < steps; t++) {
    for (let b = 0; b < rows; b++) {
      const row: usize = target + rowStride * b;
      const at: usize = source + (<usize>b << 5);
      for (let k = 0; k < features; k++) {
        store<f32>(row + (k << 2), load<f32>(at + block * (k >> 3) + ((k & 7) << 2)));
      }
    }
    source += sourceStep;
    target += stepStride;
  }
}

/** Copies each row b from step lengths[b] − 1, of a sample without steps from step 0. */
export function gatherLast(
  source: usize, sourceStep: usize, batch: i32, groups: i32, lengths: usize, target: usize,
): void {
  const block: usize = <usize>batch << 5;
  for (let b = 0; b < batch; b++) {
    const t = load<i32>(lengths + (b << 2)) - 1;
    for (let group = 0; group < groups; group++) {
      const offset: usize = block * group + (<usize>b << 5);
      memory.copy(target + offset, source + sourceStep * max(t, 0) + offset, 32);
    }
  }
}

/** Adds each row b to step lengths[b] − 1, if there is one: the transpose of `gatherLast`. */
export function scatterLast(
  source: usize, batch: i32, groups: i32, lengths: usize, target: usize, targetStep: usize,
): void {
  const block: usize = <usize>batch << 5;
  for (let b = 0; b < batch; b++) {
    const t = load<i32>(lengths + (b << 2)) - 1;
    if (t < 0) continue;
    for (let group = 0; group < groups; group++) {
      const offset: usize = block * group + (<usize>b << 5);
      const at: usize = target + targetStep * t + offset;
      v128.store(at, f32x4.add(v128.load(at), v128.load(source + offset)));
      v128.store(at, f32x4.add(v128.load(at, 16), v128.load(source + offset, 16)), 16);
    }
  }
}
