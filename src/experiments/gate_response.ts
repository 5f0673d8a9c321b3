/** What gates do on average: how their values are distributed, how they respond to events, how much they move. */

/** Bins of a histogram over [0, 1]. */
const BINS = 20;
/** Steps before and after an event that a response covers. */
const REACH = 10;

/** Distribution and movement of one gate. */
export interface GateSummary {
  /** Mean over all values. */
  readonly mean: number;
  /** Population form. */
  readonly standardDeviation: number;
  /** Counts of values in twenty equal bins of [0, 1]. */
  readonly histogram: readonly number[];
  /** Mean of |gₜ − gₜ₋₁| over steps, units and windows. */
  readonly totalVariation: number;
}

/** Gathers the values of one gate over many windows, each a trace [steps][hidden]. */
export class GateStatistics {
  #count = 0;
  #sum = 0;
  #squares = 0;
  #moves = 0;
  #movement = 0;
  readonly #histogram = new Array<number>(BINS).fill(0);

  /** Takes in `windows` windows of `steps` steps. */
  add(trace: Float32Array, windows: number, steps: number, hidden: number): void {
    for (let at = 0; at < windows * steps * hidden; at++) {
      const value = trace[at]!;
      this.#count++;
      this.#sum += value;
      this.#squares += value * value;
      this.#histogram[Math.min(Math.floor(value * BINS), BINS - 1)]!++;
      if (Math.floor(at / hidden) % steps === 0) continue;
      this.#moves++;
      this.#movement += Math.abs(value - trace[at - hidden]!);
    }
  }

  /** What was gathered. */
  summary(): GateSummary {
    const mean = this.#sum / this.#count;
    return {
      mean,
      standardDeviation: Math.sqrt(Math.max(this.#squares / this.#count - mean * mean, 0)),
      histogram: [...this.#histogram],
      totalVariation: this.#movement / this.#moves,
    };
  }
}

/** Mean of a gate, averaged over units, at each lag from an event, over events. */
export class EventResponse {
  /** Lags in steps, ascending. */
  static readonly lags: readonly number[] = Array.from(
    { length: 2 * REACH + 1 },
    (_, i) => i - REACH,
  );
  #count = 0;
  readonly #sums = new Float64Array(2 * REACH + 1);
  readonly #squares = new Float64Array(2 * REACH + 1);

  /** Whether an event at `step` has all its lags within `steps` steps. */
  static covers(step: number, steps: number): boolean {
    return step >= REACH && step + REACH < steps;
  }

  /** Takes in one event at `step` of a series of unit means [steps]. */
  add(unitMeans: ArrayLike<number>, step: number): void {
    this.#count++;
    EventResponse.lags.forEach((lag, i) => {
      const value = unitMeans[step + lag]!;
      this.#sums[i]! += value;
      this.#squares[i]! += value * value;
    });
  }

  /** Mean and standard error at each lag; `null` without an event, and no error from one. */
  summary(): { mean: number[]; standardError: number[] } | null {
    const n = this.#count;
    if (n === 0) return null;
    const mean = Array.from(this.#sums, (sum) => sum / n);
    const standardError = mean.map((value, i) =>
      n < 2 ? 0 : Math.sqrt(Math.max(this.#squares[i]! / n - value * value, 0) / (n - 1))
    );
    return { mean, standardError };
  }
}

/** Mean over units of a trace [rows][hidden]: [rows]. */
export function unitMeans(trace: Float32Array, hidden: number): Float64Array {
  const means = new Float64Array(trace.length / hidden);
  for (let row = 0; row < means.length; row++) {
    let sum = 0;
    for (let unit = 0; unit < hidden; unit++) sum += trace[row * hidden + unit]!;
    means[row] = sum / hidden;
  }
  return means;
}

/** Pearson's correlation of two series of one length. */
export class Correlation {
  #n = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  /** Takes in pairs. */
  add(x: ArrayLike<number>, y: ArrayLike<number>): void {
    for (let i = 0; i < x.length; i++) {
      const a = x[i]!, b = y[i]!;
      this.#n++;
      this.#x += a;
      this.#y += b;
      this.#xx += a * a;
      this.#yy += b * b;
      this.#xy += a * b;
    }
  }

  /** −1 … 1; 0 when a series is constant. */
  value(): number {
    const n = this.#n;
    const covariance = this.#xy / n - (this.#x / n) * (this.#y / n);
    const variances = (this.#xx / n - (this.#x / n) * (this.#x / n)) *
      (this.#yy / n - (this.#y / n) * (this.#y / n));
    return variances > 0 ? covariance / Math.sqrt(variances) : 0;
  }
}
