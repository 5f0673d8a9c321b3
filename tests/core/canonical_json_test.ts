import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { canonicalJson, type Json, type JsonObject } from "../../src/core/canonical_json.ts";

const json = fc.jsonValue({ noUnicodeString: false }).map((value) => value as Json);

/** The same value with every object's keys entered in reverse order. */
function reversed(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value as JsonObject).reverse().map(([key, item]) => [key, reversed(item!)]),
  );
}

Deno.test("canonicalJson gives the example of RFC 8785, section 3.2.2", () => {
  const value = {
    numbers: [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    literals: [null, true, false],
  };
  assertEquals(
    canonicalJson(value),
    String
      .raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
});

Deno.test("canonicalJson sorts keys by UTF-16 code units, as in RFC 8785, section 3.2.3", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  // As text: JSON.parse would move the key "1" to the front.
  assertEquals(canonicalJson(value).match(/"[^"]+"(?=:)/g), [
    String.raw`"\r"`,
    '"1"',
    '"\u0080"',
    '"\u00f6"',
    '"\u20ac"',
    '"\ud83d\ude00"',
    '"\ufb33"',
  ]);
});

Deno.test("canonicalJson is JSON with the same value", () => {
  fc.assert(fc.property(json, (value) => {
    assertEquals(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
  }));
});

Deno.test("canonicalJson is the same for every order of keys, and is its own canonical form", () => {
  fc.assert(fc.property(json, (value) => {
    const text = canonicalJson(value);
    assertEquals(canonicalJson(reversed(value)), text);
    assertEquals(canonicalJson(JSON.parse(text)), text);
  }));
});

Deno.test("canonicalJson leaves out properties that are undefined", () => {
  assertEquals(canonicalJson({ b: undefined, a: 1 }), '{"a":1}');
});

Deno.test("canonicalJson refuses numbers that JSON cannot hold, at any depth", () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    assertThrows(() => canonicalJson([{ a: bad }]), TypeError, `JSON cannot hold: ${bad}`);
  }
});
