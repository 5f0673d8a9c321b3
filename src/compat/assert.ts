/**
 * Stand-in for `@std/assert` where JSR cannot be reached: the same names, signatures and meaning, over `node:assert`.
 * `deno.jsr.json` maps the name to the real package.
 *
 * One thing is stricter than in the real package, so that a test which passes here passes there as well: `assertEquals`
 * tells 0 from −0, and an object without a prototype from a plain one.
 */
import {
  AssertionError,
  deepStrictEqual,
  notDeepStrictEqual,
  partialDeepStrictEqual,
} from "node:assert";
import { format } from "node:util";

/** Any constructor, also an abstract one. */
// deno-lint-ignore no-explicit-any -- as in @std/assert
export type AnyConstructor = abstract new (...args: any[]) => any;
/** The constructor of an error class. */
// deno-lint-ignore no-explicit-any -- as in @std/assert
export type ErrorConstructorOf<E extends Error> = abstract new (...args: any[]) => E;

function raise(message: string, note?: string): never {
  throw new AssertionError({ message: note === undefined ? message : `${message}: ${note}` });
}

function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : format("%o", value);
}

/** Fails unless `expr` is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) raise(msg);
}

/** Fails always. */
export function fail(msg?: string): never {
  raise("Failed assertion", msg);
}

/** Fails unless both are deeply equal; NaN equals NaN, constructors count. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (msg === undefined) deepStrictEqual(actual, expected);
  else deepStrictEqual(actual, expected, msg);
}

/** Fails if both are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (msg === undefined) notDeepStrictEqual(actual, expected);
  else notDeepStrictEqual(actual, expected, msg);
}

/** Fails unless `Object.is(actual, expected)`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (!Object.is(actual, expected)) {
    raise(`Values are not strictly equal: got ${show(actual)}, expected ${show(expected)}`, msg);
  }
}

/** Fails unless |actual − expected| ≤ tolerance, by default 10⁻⁷ · |expected|. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const limit = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const delta = Math.abs(expected - actual);
  // Not `delta > limit`: NaN must fail.
  if (!(delta <= limit)) {
    raise(`Expected ${actual} to be close to ${expected}: ${delta} exceeds ${limit}`, msg);
  }
}

/** Fails unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) raise(`Expected ${show(actual)} > ${show(expected)}`, msg);
}

/** Fails unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) raise(`Expected ${show(actual)} >= ${show(expected)}`, msg);
}

/** Fails unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) raise(`Expected ${show(actual)} < ${show(expected)}`, msg);
}

/** Fails unless `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) raise(`Expected ${show(actual)} <= ${show(expected)}`, msg);
}

/** Fails if `actual` is `null` or `undefined`. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) {
    raise(`Expected a value, neither null nor undefined: got ${actual}`, msg);
  }
}

/** Fails unless `actual` is an instance of `expectedType`. */
export function assertInstanceOf<T extends AnyConstructor>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is InstanceType<T> {
  if (!(actual instanceof expectedType)) {
    raise(`Expected an instance of ${expectedType.name}: got ${show(actual)}`, msg);
  }
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (!actual.includes(expected)) {
    raise(`Expected ${show(actual)} to contain ${show(expected)}`, msg);
  }
}

/** Fails unless `expected` matches `actual`. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) raise(`Expected ${show(actual)} to match ${expected}`, msg);
}

/** Fails unless every property of `expected` is in `actual`, recursively. */
export function assertObjectMatch(
  actual: Record<PropertyKey, unknown>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  if (msg === undefined) partialDeepStrictEqual(actual, expected);
  else partialDeepStrictEqual(actual, expected, msg);
}

function checkError<E extends Error>(
  error: unknown,
  ErrorClass: ErrorConstructorOf<E> | undefined,
  msgIncludes: string | undefined,
  msg: string | undefined,
): void {
  if (ErrorClass === undefined) return;
  if (!(error instanceof Error)) raise(`Expected an Error: got ${show(error)}`, msg);
  if (!(error instanceof ErrorClass)) {
    raise(
      `Expected error to be instance of ${ErrorClass.name}: got ${error.name}: ${error.message}`,
      msg,
    );
  }
  if (msgIncludes !== undefined && !error.message.includes(msgIncludes)) {
    raise(
      `Expected error message to include ${show(msgIncludes)}: got ${show(error.message)}`,
      msg,
    );
  }
}

/** Fails unless `fn` throws; returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Fails unless `fn` throws an `ErrorClass` whose message contains `msgIncludes`; returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorConstructorOf<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMessage?: ErrorConstructorOf<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const note = typeof classOrMessage === "string" ? classOrMessage : msg;
  try {
    fn();
  } catch (error) {
    if (typeof classOrMessage === "function") checkError(error, classOrMessage, msgIncludes, note);
    return error;
  }
  raise("Expected function to throw", note);
}

/** Fails unless the promise that `fn` returns rejects; resolves to the reason. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Fails unless the promise rejects with an `ErrorClass` whose message contains `msgIncludes`; resolves to the error. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorConstructorOf<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMessage?: ErrorConstructorOf<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const note = typeof classOrMessage === "string" ? classOrMessage : msg;
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (error) {
    raise(`Function throws when expected to reject: ${show(error)}`, note);
  }
  try {
    await promise;
  } catch (error) {
    if (typeof classOrMessage === "function") checkError(error, classOrMessage, msgIncludes, note);
    return error;
  }
  raise("Expected function to reject", note);
}
