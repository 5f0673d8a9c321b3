/*
 * The GRU cell of PyTorch's nn.GRU (Cho et al., 2014, with the reset gate applied after the recurrent product):
 *
 *   r = σ(Wᵢᵣ x + bᵢᵣ + Wₕᵣ h + bₕᵣ)      n = tanh(Wᵢₙ x + bᵢₙ + r ∘ (Wₕₙ h + bₕₙ))
 *   z = σ(Wᵢ_z x + bᵢ_z + Wₕ_z h + bₕ_z)   h' = (1 − z) ∘ n + z ∘ h
 *
 * Slots nₓ, r, z, nₕ. Forward leaves n, r, z and Wₕₙ h + bₕₙ in them, backward the gradients of the four pre-activations.
 * Past a sample's length the state is carried on unchanged.
 */
import { carry, isCarried } from "./carry";
import { Sequence } from "./sequence";
import { sigmoidArray, tanhArray } from "./transcendental";

export function gruForward(
  s: Sequence, t: i32, gates: usize, slot: usize, before: usize, after: usize,
): void {
  const n = gates, r: usize = gates + slot, z: usize = r + slot, recurrent: usize = z + slot;
  const count = s.batch << 3;
  const bytes: usize = <usize>count << 2;
  sigmoidArray(r, r, count);
  sigmoidArray(z, z, count);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gated = f32x4.mul(v128.load(r + at), v128.load(recurrent + at));
    v128.store(n + at, f32x4.add(v128.load(n + at), gated));
  }
  tanhArray(n, n, count);
  for (let at: usize = 0; at < bytes; at += 16) {
    const candidate = v128.load(n + at);
    const kept = f32x4.mul(v128.load(z + at), f32x4.sub(v128.load(before + at), candidate));
    v128.store(after + at, f32x4.add(candidate, kept));
  }
  carry(s, t, before, after);
}

export function gruBackward(
  s: Sequence, t: i32, gates: usize, slot: usize, hiddenGradient: usize, before: usize, biasGradient: usize,
): void {
  const one = f32x4.splat(1);
  const biasSlot: usize = <usize>s.groups << 5;
  for (let half = 0; half < 2; half++) {
    const offset: usize = half << 4;
    let n: usize = gates + offset, r: usize = n + slot, z: usize = r + slot, recurrent: usize = z + slot;
    let hidden: usize = hiddenGradient + offset, previous: usize = before + offset;
    let bias: usize = biasGradient + offset;
    let sumN = v128.load(bias), sumR = v128.load(bias + biasSlot);
    let sumZ = v128.load(bias + 2 * biasSlot), sumRecurrent = v128.load(bias + 3 * biasSlot);
    for (let b = 0; b < s.batch; b++) {
      if (isCarried(s, t, b)) {
        const zero = f32x4.splat(0);
        v128.store(n, zero);
        v128.store(r, zero);
        v128.store(z, zero);
        v128.store(recurrent, zero);
      } else {
        const dh = v128.load(hidden), candidate = v128.load(n);
        const reset = v128.load(r), update = v128.load(z);
        const dn = f32x4.mul(
          f32x4.mul(dh, f32x4.sub(one, update)),
          f32x4.sub(one, f32x4.mul(candidate, candidate)),
        );
        const dz = f32x4.mul(
          f32x4.mul(dh, f32x4.sub(v128.load(previous), candidate)),
          f32x4.mul(update, f32x4.sub(one, update)),
        );
        const dr = f32x4.mul(
          f32x4.mul(dn, v128.load(recurrent)),
          f32x4.mul(reset, f32x4.sub(one, reset)),
        );
        const dRecurrent = f32x4.mul(dn, reset);
        v128.store(n, dn);
        v128.store(r, dr);
        v128.store(z, dz);
        v128.store(recurrent, dRecurrent);
        v128.store(hidden, f32x4.mul(dh, update));
        sumN = f32x4.add(sumN, dn);
        sumR = f32x4.add(sumR, dr);
        sumZ = f32x4.add(sumZ, dz);
        sumRecurrent = f32x4.add(sumRecurrent, dRecurrent);
      }
      n += 32; r += 32; z += 32; recurrent += 32; hidden += 32; previous += 32;
    }
    v128.store(bias, sumN);
    v128.store(bias + biasSlot, sumR);
    v128.store(bias + 2 * biasSlot, sumZ);
    v128.store(bias + 3 * biasSlot, sumRecurrent);
  }
}
