import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { CliError } from "../../src/core/cli_error.ts";
import { exportJob } from "../../src/onnx/export_job.ts";
import { modelBytes } from "../../src/onnx/export_model.ts";
import { parseModelFile, readModelFile } from "../../src/onnx/model_file.ts";
import { GraphProtoSchema, ModelProtoSchema } from "../../src/onnx/onnx_pb.ts";
import { OnnxSession } from "../../src/onnx/session.ts";
import { forecasterJob, withStem } from "./finished_job.ts";

async function exported(): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array();
  await withStem(async (stem) => {
    await exportJob(forecasterJob(), stem);
    bytes = await Deno.readFile(`${stem}.onnx`);
  });
  return bytes;
}

const bytes = await exported();

Deno.test("an exported file encodes again to the same bytes", () => {
  assertEquals(toBinary(ModelProtoSchema, fromBinary(ModelProtoSchema, bytes)), bytes);
});

Deno.test("a file cut short anywhere, or with a bit flipped in its weights, is never used", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
      assertThrows(() => parseModelFile(bytes.subarray(0, length), "m.onnx"), CliError, "m.onnx");
    }),
  );
  const damaged = bytes.slice();
  // Weights make up the middle of the file.
  damaged[bytes.length >> 1]! ^= 1;
  assertThrows(() => parseModelFile(damaged, "m.onnx"), CliError, "its graph has the sha256");
});

Deno.test("files of other formats and programs are told apart", () => {
  const text = new TextEncoder().encode("<!doctype html><html><body>404</body></html>");
  for (const other of [text, new Uint8Array(), new Uint8Array(100)]) {
    assertThrows(() => parseModelFile(other, "m.onnx"), CliError, "Cannot read m.onnx as ONNX");
  }
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  assertThrows(
    () => parseModelFile(modelBytes(graph!, [["author", "somebody"]]), "m.onnx"),
    CliError,
    "Cannot use m.onnx: it is an ONNX file of another program",
  );
  assertThrows(
    () => parseModelFile(modelBytes(graph!, [["unroll.job", "1".repeat(64)]]), "m.onnx"),
    CliError,
    "its metadata is incomplete",
  );
});

Deno.test("readModelFile() says when there is no such file", async () => {
  await assertRejects(
    () => readModelFile("no/such/model.onnx"),
    CliError,
    "Cannot read the model no/such/model.onnx: there is no such file",
  );
});

Deno.test("OnnxSession.load() names the model that onnxruntime refuses", async () => {
  const unknown = create(GraphProtoSchema, {
    name: "g",
    node: [{ name: "n", opType: "NoSuchOperator", input: [], output: ["y"] }],
  });
  await assertRejects(
    () => OnnxSession.load(modelBytes(unknown, []), { name: "m.onnx" }),
    CliError,
    "Cannot load m.onnx into onnxruntime",
  );
});

Deno.test("run() says what it expected of an input that is missing, unknown, or of another type or shape", async () => {
  const session = await OnnxSession.load(bytes, { name: "m.onnx", threads: 2 });
  const run = (name: string, data: Float32Array | Int32Array, shape: number[]) => () =>
    session.run({ [name]: { data, shape } });
  const twelve = new Float32Array(12), declared = "expected float32 values [batch, 12, 1], got ";
  for (
    const [attempt, got] of [
      [run("value", twelve, [1, 12, 1]), "value"],
      [run("values", new Float32Array(11), [1, 11, 1]), "float32 [1, 11, 1]"],
      [run("values", new Float32Array(11), [1, 12, 1]), "float32 [1, 12, 1] of 11 values"],
      [run("values", twelve, [1, 12]), "float32 [1, 12]"],
      [run("values", new Int32Array(12), [1, 12, 1]), "int32 [1, 12, 1]"],
      [run("values", new Float32Array(), [0, 12, 1]), "float32 [0, 12, 1]"],
    ] as const
  ) await assertRejects(attempt, CliError, declared + got);
  const values = { data: twelve, shape: [1, 12, 1] };
  await assertRejects(() => session.run({ values, more: values }), CliError, "got also more");
  assertEquals((await session.run({ values }))["prediction"]!.shape, [1, 1]);
  await session.release();
});
