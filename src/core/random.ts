/**
 * Random numbers that are the same on every machine: Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror and
 * Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Block `n` of a stream is a pure function of the stream's
 * key and of `n`, so a stream needs no history: resuming, splitting and skipping are exact.
 *
 * A stream is keyed by (seed, purpose, index): two purposes never share numbers, and drawing more of one never shifts
 * another. Only integer arithmetic and exact scaling by powers of two are used; no `Math` function takes part.
 */

/** Part of every job's key: raise it when any stream's numbers change. */
export const STREAM_VERSION = 1;

const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_B = 0xcd9e8d57;
const WEYL_A = 0x9e3779b9;
const WEYL_B = 0xbb67ae85;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const carry = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** One Philox4x32-10 block: four unsigned 32-bit words from a counter of four words and a key of two. */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const highA = multiplyHigh(MULTIPLIER_A, c0), lowA = Math.imul(MULTIPLIER_A, c0) >>> 0;
    const highB = multiplyHigh(MULTIPLIER_B, c2), lowB = Math.imul(MULTIPLIER_B, c2) >>> 0;
    [c0, c1, c2, c3] = [(highB ^ c1 ^ k0) >>> 0, lowB, (highA ^ c3 ^ k1) >>> 0, lowA];
    k0 = (k0 + WEYL_A) >>> 0;
    k1 = (k1 + WEYL_B) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** FNV-1a over UTF-16 code units: turns a purpose's name into a key word. */
function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A stream of random numbers, keyed by (seed, purpose, index). */
export class RandomStream {
  readonly #key: readonly [number, number];
  readonly #index: number;
  #block = 0;
  #words: [number, number, number, number] = [0, 0, 0, 0];
  #used = 4;

  /**
   * A stream at its beginning.
   *
   * @param seed an integer from 0 to 2³²−1, as a user gives it
   * @param purpose what the numbers are for, e.g. `"initialise/rnn.weight_ih_l0"`
   * @param index tells streams of one purpose apart, e.g. the epoch
   * @throws RangeError when seed or index is not an unsigned 32-bit integer
   */
  constructor(seed: number, purpose: string, index = 0) {
    for (const [name, value] of [["seed", seed], ["index", index]] as const) {
      if (value >>> 0 !== value) {
        throw new RangeError(`Cannot use ${value} as ${name}: expected an unsigned 32-bit integer`);
      }
    }
    this.#key = [seed, nameHash(purpose)];
    this.#index = index;
  }

  /** The next unsigned 32-bit integer. */
  word(): number {
    if (this.#used === 4) {
      this.#words = philox([this.#block++, this.#index, 0, STREAM_VERSION], this.#key);
      this.#used = 0;
    }
    return this.#words[this.#used++]!;
  }

  /** A multiple of 2⁻²⁴, uniform in [0, 1). Exact in f32. */
  uniform(): number {
    return (this.word() >>> 8) / 0x1000000;
  }

  /** An integer uniform in [0, bound), without modulo bias (rejection). `bound` is from 1 to 2³². */
  integer(bound: number): number {
    const limit = 0x100000000 - (0x100000000 % bound);
    for (;;) {
      const word = this.word();
      if (word < limit) return word % bound;
    }
  }

  /**
   * A draw close to the standard normal: the sum of twelve uniforms less six (Irwin–Hall), exact arithmetic only; its
   * tails end at ±6. Meant for simulated noise, not for tail probabilities.
   */
  normal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.uniform();
    return sum;
  }

  /**
   * The first `count` entries of a uniformly random permutation of 0 … size−1 (Fisher–Yates).
   * @throws RangeError when count exceeds size
   */
  sample(size: number, count = size): Uint32Array {
    if (count > size) throw new RangeError(`Cannot draw ${count} of ${size} without replacement`);
    const order = Uint32Array.from({ length: size }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const j = i + this.integer(size - i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order.slice(0, count);
  }
}
