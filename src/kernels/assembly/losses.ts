/*
 * Mean losses and the gradient of each with respect to its predictions, in one pass: the gradient costs next to nothing
 * here, and the caller scales it by the gradient that reaches the loss.
 */
import { expArray, log1pArray, sigmoidArray } from "./transcendental";

/** Mean of (p − y)², PyTorch's MSELoss. Writes 2(p − y)/count to `gradient`. */
export function meanSquaredError(prediction: usize, target: usize, count: i32, gradient: usize): f32 {
  const n = <f32>count;
  const scale: f32 = 2 / n;
  let sum: f32 = 0;
  for (let i = 0; i < count; i++, prediction += 4, target += 4, gradient += 4) {
    const difference = load<f32>(prediction) - load<f32>(target);
    sum += difference * difference;
    store<f32>(gradient, difference * scale);
  }
  return sum / n;
}

/**
 * Mean of max(x, 0) − x·y + ln(1 + e^−|x|), PyTorch's BCEWithLogitsLoss; y lies in [0, 1]. Writes (σ(x) − y)/count.
 * `scratch` holds `count` floats, rounded up to a multiple of four.
 */
export function binaryCrossEntropy(
  logit: usize, target: usize, count: i32, gradient: usize, scratch: usize,
): f32 {
  const n = <f32>count;
  const padded = (count + 3) & ~3;
  for (let i = 0; i < padded; i++) {
    const x: f32 = i < count ? load<f32>(logit + (i << 2)) : 0;
    store<f32>(scratch + (i << 2), -abs<f32>(x));
  }
  expArray(scratch, scratch, padded);
  log1pArray(scratch, scratch, padded);
  let sum: f32 = 0;
  for (let i = 0; i < count; i++) {
    const x = load<f32>(logit + (i << 2)), y = load<f32>(target + (i << 2));
    sum += (max<f32>(x, 0) - x * y) + load<f32>(scratch + (i << 2));
    store<f32>(scratch + (i << 2), x);
  }
  sigmoidArray(scratch, scratch, padded);
  for (let i = 0; i < count; i++) {
    store<f32>(gradient + (i << 2), (load<f32>(scratch + (i << 2)) - load<f32>(target + (i << 2))) / n);
  }
  return sum / n;
}
