/*
 * Matrix products on blocked operands. Every activation is kept in blocks of eight features, [features / 8][batch][8], so
 * that one layout serves as the left operand of a step, as the right operand of the weight gradient, and as the rows of the
 * element-wise gate functions: nothing is transposed between them.
 *
 * Both products fill a tile of 4 rows × 8 columns held in eight accumulators. Each element of the result is one sum in
 * ascending order of k, whatever the batch or the position of the tile: results depend on shapes alone. The inner loops are
 * unrolled four times; more makes the compilers spill, and the order of the statements is the order in which registers
 * are freed, so the build keeps it (see build.ts).
 */

// @ts-ignore: decorator
@inline
function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
function addTo(target: usize, value: v128): void {
  v128.store(target, f32x4.add(v128.load(target), value));
}

/**
 * C[4][8] = init + Σₖ A·B, where A holds `groups` blocks of eight k and a remainder of `tail` k, and B is a panel [k][8].
 * `init` is a row of eight (a bias) for `row`, or 0 to add to C itself. It joins last: sums that start small round less.
 */
export function tile(
  c: usize, row: usize, groupStride: usize, a: usize, b: usize, groups: i32, tail: i32,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end: usize = b + (<usize>groups << 8);
  while (b < end) {
    const groupEnd: usize = b + 256;
    let a0 = a, a1: usize = a + 32, a2: usize = a + 64, a3: usize = a + 96;
    while (b < groupEnd) {
      let b0 = v128.load(b), b1 = v128.load(b, 16);
      let s = v128.load32_splat(a0);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(a1);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(a2);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(a3);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(b, 32); b1 = v128.load(b, 48);
      s = v128.load32_splat(a0, 4);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(a1, 4);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(a2, 4);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(a3, 4);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(b, 64); b1 = v128.load(b, 80);
      s = v128.load32_splat(a0, 8);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(a1, 8);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(a2, 8);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(a3, 8);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(b, 96); b1 = v128.load(b, 112);
      s = v128.load32_splat(a0, 12);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(a1, 12);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(a2, 12);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(a3, 12);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      a0 += 16; a1 += 16; a2 += 16; a3 += 16;
      b += 128;
    }
    a += groupStride;
  }
  for (let k = 0; k < tail; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
    s = v128.load32_splat(a, 32);
    c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
    s = v128.load32_splat(a, 64);
    c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
    s = v128.load32_splat(a, 96);
    c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);
    a += 4;
    b += 32;
  }
  if (row) {
    const row0 = v128.load(row), row1 = v128.load(row, 16);
    v128.store(c, f32x4.add(row0, c00)); v128.store(c, f32x4.add(row1, c01), 16);
    v128.store(c, f32x4.add(row0, c10), 32); v128.store(c, f32x4.add(row1, c11), 48);
    v128.store(c, f32x4.add(row0, c20), 64); v128.store(c, f32x4.add(row1, c21), 80);
    v128.store(c, f32x4.add(row0, c30), 96); v128.store(c, f32x4.add(row1, c31), 112);
  } else {
    addTo(c, c00); addTo(c + 16, c01);
    addTo(c + 32, c10); addTo(c + 48, c11);
    addTo(c + 64, c20); addTo(c + 80, c21);
    addTo(c + 96, c30); addTo(c + 112, c31);
  }
}

/**
 * C[4][8] += Σ over `steps` steps and over the batch of A[m]·B, with m four neighbouring features of one block [batch][8]
 * and B a block [batch][8]. The steps lie `aStep` and `bStep` bytes apart. `batch` is a multiple of four. The sum of these
 * steps is formed apart and then added: over a whole sequence that is more accurate than one long sum.
 */
export function outerTile(
  c: usize, a: usize, b: usize, batch: i32, steps: i32, aStep: usize, bStep: usize,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let step = 0; step < steps; step++) {
    let p = a, q = b;
    const end: usize = q + (<usize>batch << 5);
    while (q < end) {
      let b0 = v128.load(q), b1 = v128.load(q, 16);
      let s = v128.load32_splat(p);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(p, 4);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(p, 8);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(p, 12);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(q, 32); b1 = v128.load(q, 48);
      s = v128.load32_splat(p, 32);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(p, 36);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(p, 40);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(p, 44);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(q, 64); b1 = v128.load(q, 80);
      s = v128.load32_splat(p, 64);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(p, 68);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(p, 72);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(p, 76);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      b0 = v128.load(q, 96); b1 = v128.load(q, 112);
      s = v128.load32_splat(p, 96);
      c00 = multiplyAdd(c00, s, b0); c01 = multiplyAdd(c01, s, b1);
      s = v128.load32_splat(p, 100);
      c10 = multiplyAdd(c10, s, b0); c11 = multiplyAdd(c11, s, b1);
      s = v128.load32_splat(p, 104);
      c20 = multiplyAdd(c20, s, b0); c21 = multiplyAdd(c21, s, b1);
      s = v128.load32_splat(p, 108);
      c30 = multiplyAdd(c30, s, b0); c31 = multiplyAdd(c31, s, b1);

      p += 128;
      q += 128;
    }
    a += aStep;
    b += bStep;
  }
  addTo(c, c00); addTo(c + 16, c01);
  addTo(c + 32, c10); addTo(c + 48, c11);
  addTo(c + 64, c20); addTo(c + 80, c21);
  addTo(c + 96, c30); addTo(c + 112, c31);
}
