/*
 * The SimpleRNN (Elman) cell of PyTorch's nn.RNN: hₜ = tanh(Wᵢₕ xₜ + bᵢₕ + Wₕₕ hₜ₋₁ + bₕₕ). One slot: the pre-activation,
 * which backward replaces by its gradient. Past a sample's length the state is carried on unchanged.
 */
import { carry, isCarried } from "./carry";
import { Sequence } from "./sequence";
import { tanhArray } from "./transcendental";

export function simpleRnnForward(s: Sequence, t: i32, gate: usize, before: usize, after: usize): void {
  tanhArray(gate, after, s.batch << 3);
  carry(s, t, before, after);
}

export function simpleRnnBackward(
  s: Sequence, t: i32, gate: usize, hiddenGradient: usize, state: usize, biasGradient: usize,
): void {
  const one = f32x4.splat(1), zero = f32x4.splat(0);
  let bias0 = v128.load(biasGradient), bias1 = v128.load(biasGradient, 16);
  for (let b = 0; b < s.batch; b++) {
    if (isCarried(s, t, b)) {
      memory.fill(gate, 0, 32);
    } else {
      let h = v128.load(state);
      let d = f32x4.mul(v128.load(hiddenGradient), f32x4.sub(one, f32x4.mul(h, h)));
      v128.store(gate, d);
      bias0 = f32x4.add(bias0, d);
      h = v128.load(state, 16);
      d = f32x4.mul(v128.load(hiddenGradient, 16), f32x4.sub(one, f32x4.mul(h, h)));
      v128.store(gate, d, 16);
      bias1 = f32x4.add(bias1, d);
      v128.store(hiddenGradient, zero);
      v128.store(hiddenGradient, zero, 16);
    }
    gate += 32; hiddenGradient += 32; state += 32;
  }
  v128.store(biasGradient, bias0);
  v128.store(biasGradient, bias1, 16);
}
