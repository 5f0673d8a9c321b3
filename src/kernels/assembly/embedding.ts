/*
 * Rows of a table [vocabulary][width] by index, and the dense gradient of the table: the sum, in the order of the indices,
 * of the gradients of the rows read. `padding` is an index whose row takes no gradient (PyTorch's padding_idx), or −1.
 */

export function embeddingForward(ids: usize, count: i32, table: usize, width: i32, target: usize): void {
  const bytes: usize = <usize>width << 2;
  for (let i = 0; i < count; i++) {
    memory.copy(target, table + bytes * load<i32>(ids + (i << 2)), bytes);
    target += bytes;
  }
}

export function embeddingBackward(
  ids: usize, count: i32, gradient: usize, vocabulary: i32, width: i32, padding: i32, target: usize,
): void {
  const bytes: usize = <usize>width << 2;
  memory.fill(target, 0, bytes * vocabulary);
  for (let i = 0; i < count; i++) {
    const id = load<i32>(ids + (i << 2));
    if (id != padding) {
      let to: usize = target + bytes * id, from = gradient, k = 0;
      for (; k + 4 <= width; k += 4, to += 16, from += 16) {
        v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
      }
      for (; k < width; k++, to += 4, from += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
    }
    gradient += bytes;
  }
}
