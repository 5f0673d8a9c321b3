import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CliError } from "../../src/core/cli_error.ts";
import { readSafetensors, type StoredTensor, writeSafetensors } from "../../src/nn/safetensors.ts";

/** Any bits at all, NaN with a payload included. */
const tensor: fc.Arbitrary<StoredTensor> = fc.record({
  dtype: fc.constantFrom("F32" as const, "I32" as const),
  shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
  bits: fc.infiniteStream(fc.integer()),
}).map(({ dtype, shape, bits }) => {
  const count = shape.reduce((a, b) => a * b, 1);
  const { buffer } = Int32Array.from([...bits.take(count)]);
  return {
    dtype,
    shape,
    data: dtype === "F32" ? new Float32Array(buffer) : new Int32Array(buffer),
  };
});

const name = fc.string({ maxLength: 8, unit: "grapheme" })
  .filter((text) => text !== "__metadata__" && text !== "__proto__");

const bitsOf = ({ data }: StoredTensor): Int32Array =>
  new Int32Array(data.buffer, data.byteOffset, data.length);

/** A file with this header and this many bytes of tensors after it. */
function fileOf(header: string, bytes = 0): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + json.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const SMALL = writeSafetensors({
  weight: { dtype: "F32", shape: [2, 2], data: Float32Array.of(1, -2, 0.5, 3) },
}, { made: "by hand" });

Deno.test("safetensors give back every tensor's type, shape and bits, and the metadata", () => {
  fc.assert(fc.property(
    fc.dictionary(name, tensor, { maxKeys: 4 }),
    fc.dictionary(name, fc.string(), { maxKeys: 3 }),
    (tensors, metadata) => {
      const read = readSafetensors(writeSafetensors(tensors, metadata));
      assertEquals(Object.keys(read.tensors).sort(), Object.keys(tensors).sort());
      for (const [key, { dtype, shape }] of Object.entries(tensors)) {
        const found = read.tensors[key]!;
        assertEquals([found.dtype, found.shape], [dtype, shape]);
        assertEquals(bitsOf(found), bitsOf(tensors[key]!));
      }
      assertEquals({ ...read.metadata }, { ...metadata });
    },
  ));
});

Deno.test("safetensors of equal tensors are equal bytes, in whatever order they come", () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.tuple(name, tensor), { maxLength: 5, selector: ([key]) => key }),
    (entries) => {
      const forward = writeSafetensors(Object.fromEntries(entries));
      assertEquals(writeSafetensors(Object.fromEntries(entries.toReversed())), forward);
      const headerBytes = Number(new DataView(forward.buffer).getBigUint64(0, true));
      assertEquals(headerBytes % 8, 0);
    },
  ));
});

Deno.test("safetensors have the bytes of the format's README", () => {
  const header = '{"__metadata__":{"made":"by hand"},' +
    '"weight":{"data_offsets":[0,16],"dtype":"F32","shape":[2,2]}}';
  const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
  const expected = fileOf(padded, 16);
  [1, -2, 0.5, 3].forEach((value, i) =>
    new DataView(expected.buffer).setFloat32(8 + padded.length + 4 * i, value, true)
  );
  assertEquals(SMALL, expected);
});

Deno.test("safetensors of another writer are read: other order, other spacing, no metadata", () => {
  const header = '{ "b": {"dtype": "I32", "shape": [], "data_offsets": [0, 4]},' +
    ' "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]} }  ';
  const file = fileOf(header, 8);
  new DataView(file.buffer).setInt32(file.length - 8, 7, true);
  new DataView(file.buffer).setFloat32(file.length - 4, 0.25, true);
  const { tensors, metadata } = readSafetensors(file);
  assertEquals(tensors["b"], { dtype: "I32", shape: [], data: Int32Array.of(7) });
  assertEquals(tensors["a"], { dtype: "F32", shape: [1], data: Float32Array.of(0.25) });
  assertEquals(metadata, {});
});

Deno.test("safetensors are read from the middle of a larger buffer, and copied", () => {
  const around = new Uint8Array(SMALL.length + 11);
  around.set(SMALL, 5);
  const { tensors } = readSafetensors(around.subarray(5, 5 + SMALL.length));
  around.fill(0);
  assertEquals(tensors["weight"]!.data, Float32Array.of(1, -2, 0.5, 3));
});

Deno.test("safetensors cut short at any byte are a CliError", () => {
  for (let length = 0; length < SMALL.length; length++) {
    assertThrows(
      () => readSafetensors(SMALL.slice(0, length)),
      CliError,
      "Cannot read safetensors",
    );
  }
});

Deno.test("what is no safetensors is a CliError that says what was found", () => {
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ["an HTML page", new TextEncoder().encode("<!doctype html><html>"), "its header should have"],
    ["a header that is no JSON", fileOf("weights"), "its header is not JSON"],
    [
      "half precision",
      fileOf('{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', 4),
      "a.dtype: type F16, expected F32 or I32",
    ],
    [
      "a shape that does not fit its bytes",
      fileOf('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}', 8),
      "tensor a should have 12 bytes, got 8",
    ],
  ];
  for (const [what, bytes, message] of cases) {
    const error = assertThrows(() => readSafetensors(bytes), CliError, message);
    assert(error.hint !== undefined, what);
    assertStringIncludes(error.hint, "make it again");
  }
});

Deno.test("a header of another form is a CliError that names the place", () => {
  const fileOf = (header: unknown): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(header));
    const file = new Uint8Array(8 + json.length + 8);
    new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
    file.set(json, 8);
    return file;
  };
  const entry = { dtype: "F32", shape: [2], data_offsets: [0, 8] };
  readSafetensors(fileOf({ a: entry }));
  const wrong: readonly (readonly [unknown, string])[] = [
    [7, "the whole"],
    [null, "the whole"],
    [{ a: null }, "a"],
    [{ a: { dtype: "F32", data_offsets: [0, 8] } }, "a.shape"],
    [{ a: { dtype: "F32", shape: [2] } }, "a.data_offsets"],
    [{ a: { ...entry, shape: [0.5] } }, "a.shape.0"],
    [{ a: { ...entry, shape: [-2] } }, "a.shape.0"],
    [{ a: { ...entry, data_offsets: [-8, 0] } }, "a.data_offsets.0"],
  ];
  for (const [header, place] of wrong) {
    assertThrows(() => readSafetensors(fileOf(header)), CliError, `another form: ${place}: `);
  }
});
