import { assertEquals, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/csv";
import fc from "fast-check";

// Expected values follow the documentation and the tests of @std/csv.

Deno.test("parse gives rows of strings, without empty lines and the byte order mark", () => {
  assertEquals(parse('\ufeffa,b\r\n1,"x, ""y"""\n\n 2,\n'), [["a", "b"], ["1", 'x, "y"'], [
    " 2",
    "",
  ]]);
  assertEquals(parse("a,b\n1\n1,2,3"), [["a", "b"], ["1"], ["1", "2", "3"]]);
  assertEquals(parse(""), []);
});

Deno.test("parse with skipFirstRow or columns gives objects", () => {
  const text = "a,b\n1,2\n3,4";
  assertEquals(parse(text, { skipFirstRow: true }), [
    { a: "1", b: "2" },
    { a: "3", b: "4" },
  ]);
  assertEquals(parse(text, { columns: ["x", "y"] }), [
    { x: "a", y: "b" },
    { x: "1", y: "2" },
    { x: "3", y: "4" },
  ]);
  assertEquals(
    parse(text, { columns: ["x", "y"], skipFirstRow: true })[0],
    { x: "1", y: "2" },
  );
});

Deno.test("parse takes another separator and leaves comments out", () => {
  assertEquals(parse("# note\na;b\n1;#2", { separator: ";", comment: "#" }), [["a", "b"], [
    "1",
    "#2",
  ]]);
});

Deno.test("parse throws for a stray quote and for a row that does not fit its header", () => {
  assertThrows(() => parse('a "word",b'), Error);
  assertThrows(() => parse('"open'), Error);
  assertThrows(() => parse("a,b\n1", { skipFirstRow: true }), Error);
});

Deno.test("stringify writes a header, quotes where needed and ends lines in CR LF", () => {
  const rows = [{ a: 1.5, b: true, c: 'say "x"' }, { a: null, b: undefined, c: "two\nlines" }];
  assertEquals(
    stringify(rows, { columns: ["a", "b", "c"] }),
    'a,b,c\r\n1.5,true,"say ""x"""\r\n,,"two\nlines"\r\n',
  );
  assertEquals(
    stringify(rows.slice(0, 1), { columns: ["b", "a"], headers: false, separator: ";" }),
    "true;1.5\r\n",
  );
});

Deno.test("parse reads back what stringify wrote", () => {
  const field = fc.string({ maxLength: 8 }).map((text) => text.replaceAll("\r", ""));
  const fields = { k: fc.constant("k"), a: field, b: field };
  fc.assert(
    fc.property(fc.array(fc.record(fields, { noNullPrototype: true })), (rows) => {
      const text = stringify(rows, { columns: ["k", "a", "b"] });
      assertEquals(parse(text, { skipFirstRow: true }), rows);
    }),
  );
});
