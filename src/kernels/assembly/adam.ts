/*
 * Adam (Kingma and Ba, 2015) with PyTorch's arithmetic (torch.optim.Adam, no weight decay, no AMSGrad), in place, and
 * the global gradient norm with its clipping (torch.nn.utils.clip_grad_norm_). The bias corrections come in as numbers, since they
 * depend on the step alone.
 */

// @ts-ignore: decorator
@inline
function updated(
  parameter: v128, first: v128, second: v128, stepSize: v128, epsilon: v128, rootCorrection: v128,
): v128 {
  const denominator = f32x4.add(f32x4.div(f32x4.sqrt(second), rootCorrection), epsilon);
  return f32x4.sub(parameter, f32x4.mul(stepSize, f32x4.div(first, denominator)));
}

/**
 * One step for `count` parameters. m ← m + (1 − β₁)(g − m); v ← β₂ v + (1 − β₂) g²;
 * θ ← θ − stepSize · m / (√v / rootCorrection + ε), with stepSize = α / (1 − β₁ᵗ) and rootCorrection = √(1 − β₂ᵗ).
 */
export function adamStep(
  parameters: usize, gradients: usize, first: usize, second: usize, count: i32,
  oneLessBeta1: f32, beta2: f32, oneLessBeta2: f32, stepSize: f32, rootCorrection: f32, epsilon: f32,
): void {
  const b1 = f32x4.splat(oneLessBeta1), b2 = f32x4.splat(beta2), b2Less = f32x4.splat(oneLessBeta2);
  const size = f32x4.splat(stepSize), root = f32x4.splat(rootCorrection), eps = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const g = v128.load(gradients);
    const m = v128.load(first);
    const nextFirst = f32x4.add(m, f32x4.mul(b1, f32x4.sub(g, m)));
    const nextSecond = f32x4.add(
      f32x4.mul(b2, v128.load(second)),
      f32x4.mul(b2Less, f32x4.mul(g, g)),
    );
    v128.store(first, nextFirst);
    v128.store(second, nextSecond);
    v128.store(parameters, updated(v128.load(parameters), nextFirst, nextSecond, size, eps, root));
    parameters += 16; gradients += 16; first += 16; second += 16;
  }
  for (; i < count; i++) {
    const g = load<f32>(gradients), m = load<f32>(first);
    const nextFirst = m + oneLessBeta1 * (g - m);
    const nextSecond = beta2 * load<f32>(second) + oneLessBeta2 * (g * g);
    store<f32>(first, nextFirst);
    store<f32>(second, nextSecond);
    const denominator = sqrt<f32>(nextSecond) / rootCorrection + epsilon;
    store<f32>(parameters, load<f32>(parameters) - stepSize * (nextFirst / denominator));
    parameters += 4; gradients += 4; first += 4; second += 4;
  }
}

/** Σ x², in f64, so that the norm of many gradients neither overflows nor loses small ones. */
export function sumOfSquares(values: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++, values += 4) {
    const value = <f64>load<f32>(values);
    sum += value * value;
  }
  return sum;
}

/** values ← factor · values */
export function scale(values: usize, count: i32, factor: f32): void {
  for (let i = 0; i < count; i++, values += 4) store<f32>(values, load<f32>(values) * factor);
}
