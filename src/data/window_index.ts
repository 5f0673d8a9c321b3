import type { Span } from "./chronological_split.ts";

/** The windows of one part of a series. */
export interface WindowIndex {
  /** Position of each window's first input, ascending. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** How many windows fit into the part but were dropped, as they cross a gap. */
  readonly dropped: number;
}

/**
 * Finds every window of `window` consecutive values, and the value that follows as its target, that lies within `part`
 * entirely: window at `s` covers `s … s + window − 1` and its target is at `s + window < part.end`.
 *
 * The rule for gaps: a window with a missing value among its inputs or as its target is dropped and counted; nothing is
 * filled in. A gap of g minutes thus costs at most `window + g` windows.
 *
 * @throws RangeError when `window` is not a positive integer, or the part reaches beyond the series
 */
export function windowIndex(
  series: Float32Array,
  { window, part }: { window: number; part: Span },
): WindowIndex {
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`Cannot cut windows of ${window} values: expected a positive integer`);
  }
  if (part.start < 0 || part.end > series.length) {
    throw new RangeError(
      `Cannot cut windows from ${part.start} to ${part.end}: the series has ${series.length} values`,
    );
  }
  const candidates = Math.max(0, part.end - part.start - window);
  const starts = new Uint32Array(candidates);
  let admitted = 0;
  let lastMissing = part.start - 1;
  for (let target = part.start; target < part.end; target++) {
    if (Number.isNaN(series[target]!)) lastMissing = target;
    const start = target - window;
    if (start >= part.start && lastMissing < start) starts[admitted++] = start;
  }
  return { starts: starts.slice(0, admitted), dropped: candidates - admitted };
}
