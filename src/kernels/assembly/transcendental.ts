/*
 * The transcendental functions that reach a trained number, four lanes at a time. Only +, −, ×, ÷ and bit operations
 * are used, each correctly rounded by the WebAssembly specification, so every engine returns the same bits. The error
 * bounds below are tested over the whole range against 64-bit references (tests/kernels/transcendental_test.ts).
 *
 * Arguments are reduced as x = n·ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite, Software Manual for the Elementary
 * Functions, 1980); expm1(r) = r + r²·q(r) with q interpolated at Chebyshev nodes, relative error 2e-8.
 */

const LOG2_E: f32 = 1.4426950216293335;
/** ln 2 = LN2_HIGH + LN2_LOW; the high part has few bits, so n·LN2_HIGH is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -0.00021219444170128554;
/** 1.5·2²³: adding it leaves the nearest integer in the low bits of the mantissa. */
const ROUNDER: f32 = 12582912.0;

/** Coefficients of q(r). */
const Q0: f32 = 0.5;
const Q1: f32 = 0.16666576266288757;
const Q2: f32 = 0.041666556149721146;
const Q3: f32 = 0.008363203145563602;
const Q4: f32 = 0.0013926213141530752;
/** Coefficients of R(z) = L1·z + … + L4·z⁴, interpolated at Chebyshev nodes. */
const L1: f32 = 0.6666666865348816;
const L2: f32 = 0.4000012278556824;
const L3: f32 = 0.28550586104393005;
const L4: f32 = 0.23336811363697052;

// Engines materialise a constant anew wherever it stands, so the loops below define theirs once, ahead, and hand them down.

/** n = round(x / ln 2) as ROUNDER + n. */
// @ts-ignore: decorator
@inline
function nearest(x: v128, log2e: v128, rounder: v128): v128 {
  return f32x4.add(f32x4.mul(x, log2e), rounder);
}

/** x − n·ln 2 */
// @ts-ignore: decorator
@inline
function reduced(x: v128, n: v128, ln2High: v128, ln2Low: v128): v128 {
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, ln2High)), f32x4.mul(n, ln2Low));
}

/** expm1(r) for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128, q0: v128, q1: v128, q2: v128, q3: v128, q4: v128): v128 {
  let q = f32x4.add(f32x4.mul(q4, r), q3);
  q = f32x4.add(f32x4.mul(q, r), q2);
  q = f32x4.add(f32x4.mul(q, r), q1);
  q = f32x4.add(f32x4.mul(q, r), q0);
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

/** 2ⁿ from ROUNDER + n, for −126 ≤ n ≤ 127; `bits` are those of 1. */
// @ts-ignore: decorator
@inline
function powerOfTwo(shifted: v128, bits: v128): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), bits);
}

/** eˣ, relative error below 2e-7; x is clamped to [−87, 88]. NaN stays NaN. `count` is a multiple of four. */
export function expArray(input: usize, output: usize, count: i32): void {
  const lowest = f32x4.splat(-87), highest = f32x4.splat(88), one = f32x4.splat(1);
  const log2e = f32x4.splat(LOG2_E), rounder = f32x4.splat(ROUNDER);
  const ln2High = f32x4.splat(LN2_HIGH), ln2Low = f32x4.splat(LN2_LOW);
  const q0 = f32x4.splat(Q0), q1 = f32x4.splat(Q1), q2 = f32x4.splat(Q2);
  const q3 = f32x4.splat(Q3), q4 = f32x4.splat(Q4);
  const end: usize = input + (<usize>count << 2);
  for (; input < end; input += 16, output += 16) {
    const x = f32x4.pmin(f32x4.pmax(v128.load(input), lowest), highest);
    const shifted = nearest(x, log2e, rounder);
    const r = reduced(x, f32x4.sub(shifted, rounder), ln2High, ln2Low);
    const p = expm1Reduced(r, q0, q1, q2, q3, q4);
    v128.store(output, f32x4.mul(f32x4.add(one, p), powerOfTwo(shifted, one)));
  }
}

/** 1 / (1 + e⁻ˣ), relative error below 4e-7 for x ≥ −87; 0 < result ≤ 1. NaN stays NaN. `count` is a multiple of four. */
export function sigmoidArray(input: usize, output: usize, count: i32): void {
  const lowest = f32x4.splat(-87), highest = f32x4.splat(88), one = f32x4.splat(1);
  const log2e = f32x4.splat(LOG2_E), rounder = f32x4.splat(ROUNDER);
  const ln2High = f32x4.splat(LN2_HIGH), ln2Low = f32x4.splat(LN2_LOW);
  const q0 = f32x4.splat(Q0), q1 = f32x4.splat(Q1), q2 = f32x4.splat(Q2);
  const q3 = f32x4.splat(Q3), q4 = f32x4.splat(Q4);
  const end: usize = input + (<usize>count << 2);
  for (; input < end; input += 16, output += 16) {
    const x = f32x4.pmin(f32x4.pmax(f32x4.neg(v128.load(input)), lowest), highest);
    const shifted = nearest(x, log2e, rounder);
    const r = reduced(x, f32x4.sub(shifted, rounder), ln2High, ln2Low);
    const p = expm1Reduced(r, q0, q1, q2, q3, q4);
    const e = f32x4.mul(f32x4.add(one, p), powerOfTwo(shifted, one));
    v128.store(output, f32x4.div(one, f32x4.add(one, e)));
  }
}

/**
 * tanh x = e / (e + 2) with e = expm1(2|x|), relative error below 4e-7 everywhere, odd. NaN stays NaN. `count` is a
 * multiple of four.
 */
export function tanhArray(input: usize, output: usize, count: i32): void {
  const highest = f32x4.splat(20), one = f32x4.splat(1), two = f32x4.splat(2);
  const signBit = i32x4.splat(0x80000000);
  const log2e = f32x4.splat(LOG2_E), rounder = f32x4.splat(ROUNDER);
  const ln2High = f32x4.splat(LN2_HIGH), ln2Low = f32x4.splat(LN2_LOW);
  const q0 = f32x4.splat(Q0), q1 = f32x4.splat(Q1), q2 = f32x4.splat(Q2);
  const q3 = f32x4.splat(Q3), q4 = f32x4.splat(Q4);
  const end: usize = input + (<usize>count << 2);
  for (; input < end; input += 16, output += 16) {
    const x = v128.load(input);
    const magnitude = v128.andnot(x, signBit);
    const y = f32x4.pmin(f32x4.add(magnitude, magnitude), highest);
    const shifted = nearest(y, log2e, rounder);
    const r = reduced(y, f32x4.sub(shifted, rounder), ln2High, ln2Low);
    const scale = powerOfTwo(shifted, one);
    const p = expm1Reduced(r, q0, q1, q2, q3, q4);
    const e = f32x4.add(f32x4.mul(p, scale), f32x4.sub(scale, one));
    v128.store(output, v128.or(f32x4.div(e, f32x4.add(e, two)), v128.and(x, signBit)));
  }
}

/**
 * ln x for positive normal x, absolute error below 1e-7 · max(1, |ln x|). The method is that of fdlibm's e_log.c: with
 * x = 2ⁿ(1 + f), s = f / (2 + f), ln(1 + f) = f − f²/2 + s(f²/2 + R(s²)).
 */
export function log(x: v128): v128 {
  // Bits of √½ are taken off first, so that 1 + f lies in [√½, √2).
  const offset = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(offset, 23);
  const mantissa = i32x4.add(v128.and(offset, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let series = f32x4.splat(L4);
  series = f32x4.add(f32x4.mul(series, z), f32x4.splat(L3));
  series = f32x4.add(f32x4.mul(series, z), f32x4.splat(L2));
  series = f32x4.add(f32x4.mul(series, z), f32x4.splat(L1));
  series = f32x4.mul(series, z);
  const half = f32x4.mul(f32x4.splat(0.5), f32x4.mul(f, f));
  const n = f32x4.convert_i32x4_s(exponent);
  const low = f32x4.add(
    f32x4.mul(s, f32x4.add(half, series)),
    f32x4.mul(n, f32x4.splat(LN2_LOW)),
  );
  return f32x4.add(
    f32x4.mul(n, f32x4.splat(LN2_HIGH)),
    f32x4.sub(f, f32x4.sub(half, low)),
  );
}

/** ln(1 + x) for 0 ≤ x ≤ 1, relative error below 3e-7: the rounding of 1 + x is made good to first order. */
export function log1p(x: v128): v128 {
  const u = f32x4.add(f32x4.splat(1), x);
  const lost = f32x4.sub(x, f32x4.sub(u, f32x4.splat(1)));
  return f32x4.add(log(u), f32x4.div(lost, u));
}

/** ln x of each element; see `log`. `count` is a multiple of four. */
export function logArray(input: usize, output: usize, count: i32): void {
  const end: usize = input + (<usize>count << 2);
  for (; input < end; input += 16, output += 16) v128.store(output, log(v128.load(input)));
}

/** ln(1 + x) of each element; see `log1p`. `count` is a multiple of four. */
export function log1pArray(input: usize, output: usize, count: i32): void {
  const end: usize = input + (<usize>count << 2);
  for (; input < end; input += 16, output += 16) v128.store(output, log1p(v128.load(input)));
}
