/** The stand-in is tested with node:assert, not with itself. Expected behaviour follows @std/assert 1.0. */
import { deepStrictEqual, equal, rejects, throws } from "node:assert";
import * as std from "@std/assert";

Deno.test("comparisons pass and fail as their names say", () => {
  const cases: readonly (readonly [passes: () => void, fails: () => void])[] = [
    [() => std.assert(1), () => std.assert(0)],
    [() => std.assertEquals({ a: [NaN] }, { a: [NaN] }), () => std.assertEquals([1], [2])],
    [() => std.assertNotEquals([1], [2]), () => std.assertNotEquals([1], [1])],
    [() => std.assertStrictEquals(NaN, NaN), () => std.assertStrictEquals<unknown>({}, {})],
    [() => std.assertGreater(2, 1), () => std.assertGreater(1, 1)],
    [() => std.assertGreaterOrEqual(1, 1), () => std.assertGreaterOrEqual(1, NaN)],
    [() => std.assertLess(1, 2), () => std.assertLess(1, 1)],
    [() => std.assertLessOrEqual(1, 1), () => std.assertLessOrEqual(NaN, 1)],
    [() => std.assertExists(0), () => std.assertExists(null)],
    [
      () => std.assertInstanceOf(new TypeError(), Error),
      () => std.assertInstanceOf(new Error(), TypeError),
    ],
    [() => std.assertStringIncludes("abc", "b"), () => std.assertStringIncludes("abc", "x")],
    [() => std.assertMatch("abc", /b/), () => std.assertMatch("abc", /x/)],
    [
      () => std.assertObjectMatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } }),
      () => std.assertObjectMatch({ a: 1, b: { c: 2 } }, { b: { c: 3 } }),
    ],
  ];
  for (const [passes, fails] of cases) {
    passes();
    throws(fails, { name: "AssertionError" }, fails.toString());
  }
  throws(() => std.fail("why"), /why/);
});

Deno.test("assertEquals shows the caller's note", () => {
  throws(() => std.assertEquals(1, 2, "the note"), /the note/);
});

Deno.test("assertAlmostEquals has a relative tolerance of 1e-7 by default, and an absolute one when told", () => {
  std.assertAlmostEquals(1e6 + 0.09, 1e6);
  throws(() => std.assertAlmostEquals(1e6 + 0.11, 1e6));
  std.assertAlmostEquals(0.1, 0, 0.1);
  throws(() => std.assertAlmostEquals(0.11, 0, 0.1));
  throws(() => std.assertAlmostEquals(NaN, 0, Infinity));
  std.assertAlmostEquals(Infinity, Infinity);
});

Deno.test("assertThrows returns the error and checks its class and message", () => {
  const error = new RangeError("out of range");
  const fails = (): never => {
    throw error;
  };
  equal(std.assertThrows(fails), error);
  equal(std.assertThrows(fails, RangeError, "of range"), error);
  throws(() => std.assertThrows(fails, TypeError), /instance of TypeError: got RangeError/);
  throws(() => std.assertThrows(fails, RangeError, "absent"), /to include "absent"/);
  throws(() => std.assertThrows(() => {}), /Expected function to throw/);
  throws(() => std.assertThrows(() => {}, "a note"), /a note/);
  const failsWithText = (): never => {
    // deno-lint-ignore no-throw-literal -- what the assertion must tell from an error
    throw "text";
  };
  throws(() => std.assertThrows(failsWithText, Error), /Expected an Error/);
});

Deno.test("assertRejects resolves to the error and checks its class and message", async () => {
  const error = new RangeError("out of range");
  const fails = (): Promise<never> => Promise.reject(error);
  equal(await std.assertRejects(fails), error);
  equal(await std.assertRejects(fails, RangeError, "of range"), error);
  await rejects(() => std.assertRejects(fails, TypeError), /instance of TypeError/);
  await rejects(() => std.assertRejects(() => Promise.resolve()), /Expected function to reject/);
  await rejects(
    () =>
      std.assertRejects(() => {
        throw error;
      }),
    /throws when expected to reject/,
  );
});

Deno.test("an assertion narrows the type of what it has checked", () => {
  const value: unknown = "text";
  std.assert(typeof value === "string");
  deepStrictEqual(value.length, 4);
});
