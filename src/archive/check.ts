/** One row of a verification: what was looked at, what should be there, what is. */
export interface Check {
  /** A member, or what of it: `jobs/…/weights.safetensors`, `key of Q7-a/LSTM/seed-1`. */
  readonly what: string;
  /** A hash or a few words. */
  readonly expected: string;
  /** A hash or a few words. */
  readonly got: string;
  /** Whether the archive passes. */
  readonly equal: boolean;
}

/** A row whose verdict is whether both sides are the same text. */
export function check(what: string, expected: string, got: string): Check {
  return { what, expected, got, equal: expected === got };
}

/** A row that has failed. */
export function fault(what: string, expected: string, got: string): Check {
  return { what, expected, got, equal: false };
}

/** Runs `look`; the row says whether it threw, and what. */
export function form<Value>(
  what: string,
  expected: string,
  look: () => Value,
): { check: Check; value?: Value } {
  try {
    return { value: look(), check: { what, expected, got: expected, equal: true } };
  } catch (error) {
    return { check: fault(what, expected, (error as Error).message) };
  }
}
