import { chronologicalSplit, type Part, PARTS, type Span } from "./chronological_split.ts";
import { fitScaling, type Scaling, standardise } from "./scaling.ts";
import { type WindowIndex, windowIndex } from "./window_index.ts";

/** A batch of windows, standardised. */
export interface ForecastBatch {
  /** [count, window]: the values of one window are contiguous, oldest first. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** [count]: the value after each window. */
  readonly targets: Float32Array<ArrayBuffer>;
}

/**
 * A series made ready for one-step forecasting: split by time, standardised with the training part's own mean and standard
 * deviation, and indexed by windows. Windows are gathered batch by batch, never laid out all at once: at 60 steps that would
 * take sixty times the memory of the series.
 *
 * No part sees another: a window and its target lie within one part, and scaling reads the training part alone.
 */
export class ForecastData {
  /** Past values in a window. */
  readonly window: number;
  /** Where each part begins and ends in the series. */
  readonly split: Readonly<Record<Part, Span>>;
  /** Fitted on the training part's present values. */
  readonly scaling: Scaling;
  /** [length of the series]: standardised values, NaN where missing. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Start of each admissible window of a part, ascending. */
  readonly starts: Readonly<Record<Part, Uint32Array<ArrayBuffer>>>;
  /** Windows of a part dropped because they cross a gap. */
  readonly dropped: Readonly<Record<Part, number>>;

  /**
   * Splits, standardises and indexes a series.
   *
   * @param series one value a minute, in kW, NaN where missing
   * @param options.window past values in a window, at least 1
   * @param options.split 70/15/15 by time unless given
   * @throws RangeError when a part holds no window free of gaps, or the training part cannot be standardised
   */
  constructor(
    series: Float32Array,
    options: { window: number; split?: Readonly<Record<Part, Span>> },
  ) {
    this.window = options.window;
    this.split = options.split ?? chronologicalSplit(series.length);
    this.scaling = fitScaling(series.subarray(this.split.train.start, this.split.train.end));
    this.values = standardise(series, this.scaling);
    const index = (part: Part): WindowIndex =>
      windowIndex(series, { window: options.window, part: this.split[part] });
    const found = { train: index("train"), validation: index("validation"), test: index("test") };
    for (const part of PARTS) {
      if (found[part].starts.length === 0) {
        const { start, end } = this.split[part];
        throw new RangeError(
          `Cannot cut a window of ${options.window} values and a target from the ${part} part: ` +
            `it has ${end - start} values, and ${found[part].dropped} windows cross a gap`,
        );
      }
    }
    this.starts = {
      train: found.train.starts,
      validation: found.validation.starts,
      test: found.test.starts,
    };
    this.dropped = {
      train: found.train.dropped,
      validation: found.validation.dropped,
      test: found.test.dropped,
    };
  }

  /**
   * Gathers the windows at `starts[from] … starts[from + count − 1]`.
   *
   * @param starts positions in the series, in any order: a part's starts, or a shuffled copy
   * @param out buffers of an earlier batch of the same size to fill again, instead of new ones
   * @throws RangeError when `starts` has no such entries, a window reaches beyond the series, or `out` has another size
   */
  gather(starts: Uint32Array, from: number, count: number, out?: ForecastBatch): ForecastBatch {
    const { window, values } = this;
    if (from < 0 || count < 1 || from + count > starts.length) {
      throw new RangeError(
        `Cannot gather ${count} windows from entry ${from}: ${starts.length} starts are given`,
      );
    }
    const batch = out ??
      { inputs: new Float32Array(window * count), targets: new Float32Array(count) };
    if (batch.inputs.length !== window * count || batch.targets.length !== count) {
      throw new RangeError(
        `Cannot gather ${count} windows of ${window} into buffers of ${batch.inputs.length} inputs ` +
          `and ${batch.targets.length} targets`,
      );
    }
    for (let sample = 0; sample < count; sample++) {
      const start = starts[from + sample]!;
      if (start + window >= values.length) {
        throw new RangeError(
          `Cannot gather the window at ${start}: its target would lie beyond ${values.length} values`,
        );
      }
      batch.inputs.set(values.subarray(start, start + window), sample * window);
      batch.targets[sample] = values[start + window]!;
    }
    return batch;
  }

  /** A standardised value in kW. */
  toKilowatts(value: number): number {
    return value * this.scaling.standardDeviation + this.scaling.mean;
  }
}
