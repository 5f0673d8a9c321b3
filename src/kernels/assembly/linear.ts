/*
 * y = x Wᵀ + b with PyTorch's weight [outputs][inputs], and its gradients. All arrays are plain, row after row. These layers are
 * small beside the recurrent ones; the loops run along the rows of W, in four lanes, and end in scalar remainders.
 */

/** Σₖ a[k]·b[k]: four partial sums, folded as (0 + 2) + (1 + 3), then the remainder in order. */
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, count: i32): f32 {
  let lanes = f32x4.splat(0);
  let k = 0;
  for (; k + 4 <= count; k += 4, a += 16, b += 16) {
    lanes = f32x4.add(lanes, f32x4.mul(v128.load(a), v128.load(b)));
  }
  let sum = (f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 2)) +
    (f32x4.extract_lane(lanes, 1) + f32x4.extract_lane(lanes, 3));
  for (; k < count; k++, a += 4, b += 4) sum += load<f32>(a) * load<f32>(b);
  return sum;
}

/** target += scale · source. */
// @ts-ignore: decorator
@inline
function addScaled(target: usize, scale: f32, source: usize, count: i32): void {
  const scales = f32x4.splat(scale);
  let k = 0;
  for (; k + 4 <= count; k += 4, target += 16, source += 16) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(scales, v128.load(source))));
  }
  for (; k < count; k++, target += 4, source += 4) {
    store<f32>(target, load<f32>(target) + scale * load<f32>(source));
  }
}

export function linearForward(
  x: usize, weight: usize, bias: usize, rows: i32, inputs: i32, outputs: i32, y: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++, y += 4) {
      const sum = dot(x, weight + ((output * inputs) << 2), inputs);
      store<f32>(y, sum + (bias ? load<f32>(bias + (output << 2)) : 0));
    }
    x += inputs << 2;
  }
}

/** Writes ∂L/∂W and ∂L/∂b, and ∂L/∂x unless its pointer is 0; `bias` may be 0 too. */
export function linearBackward(
  x: usize, weight: usize, dy: usize, rows: i32, inputs: i32, outputs: i32,
  dx: usize, dWeight: usize, dBias: usize,
): void {
  memory.fill(dWeight, 0, (outputs * inputs) << 2);
  if (dBias) memory.fill(dBias, 0, outputs << 2);
  if (dx) memory.fill(dx, 0, (rows * inputs) << 2);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++, dy += 4) {
      const gradient = load<f32>(dy);
      const offset: usize = (output * inputs) << 2;
      addScaled(dWeight + offset, gradient, x, inputs);
      if (dx) addScaled(dx, gradient, weight + offset, inputs);
      if (dBias) {
        const at: usize = dBias + (output << 2);
        store<f32>(at, load<f32>(at) + gradient);
      }
    }
    x += inputs << 2;
    if (dx) dx += inputs << 2;
  }
}
