/*
 * The LSTM cell of PyTorch's nn.LSTM (Hochreiter and Schmidhuber, 1997; forget gate of Gers et al., 2000; no peepholes):
 *
 *   i, f, o = σ(W x + b + W h + b)   g = tanh(W x + b + W h + b)   c' = f ∘ c + i ∘ g   h' = o ∘ tanh c'
 *
 * A gate that an ablation removes has no slot and is held at one (Greff et al., 2017: "no input gate" and so on). Past a
 * sample's length both states are carried on unchanged.
 */
import { carry, isCarried } from "./carry";
import { Sequence } from "./sequence";
import { sigmoidArray, tanhArray } from "./transcendental";

export function lstmForward(
  s: Sequence, t: i32, gates: usize, slot: usize, before: usize, after: usize,
  cellBefore: usize, cellAfter: usize, cellTanh: usize,
): void {
  const one = f32x4.splat(1);
  const hasInput = s.inputGate >= 0, hasForget = s.forgetGate >= 0, hasOutput = s.outputGate >= 0;
  const pi: usize = gates + slot * s.inputGate, pf: usize = gates + slot * s.forgetGate;
  const po: usize = gates + slot * s.outputGate, pg: usize = gates + slot * s.candidate;
  const count = s.batch << 3;
  const bytes: usize = <usize>count << 2;
  tanhArray(pg, pg, count);
  if (hasInput) sigmoidArray(pi, pi, count);
  if (hasForget) sigmoidArray(pf, pf, count);
  if (hasOutput) sigmoidArray(po, po, count);
  for (let at: usize = 0; at < bytes; at += 16) {
    const written = hasInput ? f32x4.mul(v128.load(pi + at), v128.load(pg + at)) : v128.load(pg + at);
    const f = hasForget ? v128.load(pf + at) : one;
    v128.store(cellAfter + at, f32x4.add(f32x4.mul(f, v128.load(cellBefore + at)), written));
  }
  tanhArray(cellAfter, cellTanh, count);
  for (let at: usize = 0; at < bytes; at += 16) {
    const squashed = v128.load(cellTanh + at);
    v128.store(after + at, hasOutput ? f32x4.mul(v128.load(po + at), squashed) : squashed);
  }
  carry(s, t, cellBefore, cellAfter);
  carry(s, t, before, after);
}

export function lstmBackward(
  s: Sequence, t: i32, gates: usize, slot: usize, hiddenGradient: usize, cellGradient: usize,
  cellBefore: usize, cellTanh: usize, biasGradient: usize,
): void {
  const one = f32x4.splat(1), zero = f32x4.splat(0);
  const biasSlot: usize = <usize>s.groups << 5;
  const hasInput = s.inputGate >= 0, hasForget = s.forgetGate >= 0, hasOutput = s.outputGate >= 0;
  for (let half = 0; half < 2; half++) {
    const offset: usize = half << 4;
    let pi: usize = gates + slot * s.inputGate + offset, pf: usize = gates + slot * s.forgetGate + offset;
    let po: usize = gates + slot * s.outputGate + offset, pg: usize = gates + slot * s.candidate + offset;
    let ph: usize = hiddenGradient + offset, pc: usize = cellGradient + offset;
    let pBefore: usize = cellBefore + offset, pTanh: usize = cellTanh + offset;
    let sumI = zero, sumF = zero, sumG = zero, sumO = zero;
    for (let b = 0; b < s.batch; b++) {
      if (isCarried(s, t, b)) {
        v128.store(pg, zero);
        if (hasInput) v128.store(pi, zero);
        if (hasForget) v128.store(pf, zero);
        if (hasOutput) v128.store(po, zero);
      } else {
        const i = hasInput ? v128.load(pi) : one;
        const f = hasForget ? v128.load(pf) : one;
        const o = hasOutput ? v128.load(po) : one;
        const g = v128.load(pg), dh = v128.load(ph), squashed = v128.load(pTanh);
        const through = f32x4.mul(dh, o);
        const lost = f32x4.mul(f32x4.mul(through, squashed), squashed);
        const dc = f32x4.add(v128.load(pc), f32x4.sub(through, lost));
        if (hasOutput) {
          const d = f32x4.mul(f32x4.mul(dh, squashed), f32x4.mul(o, f32x4.sub(one, o)));
          v128.store(po, d);
          sumO = f32x4.add(sumO, d);
        }
        if (hasInput) {
          const d = f32x4.mul(f32x4.mul(dc, g), f32x4.mul(i, f32x4.sub(one, i)));
          v128.store(pi, d);
          sumI = f32x4.add(sumI, d);
        }
        if (hasForget) {
          const d = f32x4.mul(f32x4.mul(dc, v128.load(pBefore)), f32x4.mul(f, f32x4.sub(one, f)));
          v128.store(pf, d);
          sumF = f32x4.add(sumF, d);
        }
        const d = f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(g, g)));
        v128.store(pg, d);
        sumG = f32x4.add(sumG, d);
        v128.store(pc, f32x4.mul(dc, f));
        v128.store(ph, zero);
      }
      pi += 32; pf += 32; po += 32; pg += 32; ph += 32; pc += 32; pBefore += 32; pTanh += 32;
    }
    const bias: usize = biasGradient + offset;
    addTo(bias + biasSlot * s.candidate, sumG);
    if (hasInput) addTo(bias + biasSlot * s.inputGate, sumI);
    if (hasForget) addTo(bias + biasSlot * s.forgetGate, sumF);
    if (hasOutput) addTo(bias + biasSlot * s.outputGate, sumO);
  }
}

// @ts-ignore: decorator
@inline
function addTo(target: usize, value: v128): void {
  v128.store(target, f32x4.add(v128.load(target), value));
}
