/* What the cells do past a sample's length: the state of the step before is carried on unchanged. */
import { Sequence } from "./sequence";

/** Whether sample `b` has ended before step `t`. */
// @ts-ignore: decorator
@inline
export function isCarried(s: Sequence, t: i32, b: i32): bool {
  return s.lengths != 0 && t >= load<i32>(s.lengths + (b << 2));
}

/** Replaces the rows of ended samples in the block `after` by those of the block `before`. */
export function carry(s: Sequence, t: i32, before: usize, after: usize): void {
  if (!s.lengths) return;
  for (let b = 0; b < s.batch; b++) {
    if (isCarried(s, t, b)) memory.copy(after + (<usize>b << 5), before + (<usize>b << 5), 32);
  }
}
