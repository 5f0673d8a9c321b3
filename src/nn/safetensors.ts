/**
 * The safetensors format (huggingface/safetensors, README, "Format"): eight bytes with the length of a JSON header, the header,
 * then the tensors' bytes, little-endian, row after row. Written canonically: tensors in the order of their names, header
 * keys sorted, padded with spaces to a multiple of eight. Equal tensors give equal bytes.
 */
import { z } from "zod";
import { canonicalJson, type JsonObject } from "../core/canonical_json.ts";
import { CliError } from "../core/cli_error.ts";

/** A tensor of the two element types that this project stores. */
export interface StoredTensor {
  /** Element type: f32 or i32. */
  readonly dtype: "F32" | "I32";
  /** Sizes of its dimensions, outermost first; empty for a scalar. */
  readonly shape: readonly number[];
  /** Values, row after row. */
  readonly data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/** The content of a file. */
export interface Safetensors {
  /** Tensors by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Free texts by name; empty when the file has none. */
  readonly metadata: Readonly<Record<string, string>>;
}

const PREFIX_BYTES = 8;

const size = z.int().nonnegative();
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(z.object({
    dtype: z.enum(["F32", "I32"], {
      error: ({ input }) => `type ${input}, expected F32 or I32`,
    }),
    shape: z.array(size),
    data_offsets: z.tuple([size, size]),
  }));

/** Serialises tensors and metadata. */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tensors).sort();
  const entries: Record<string, JsonObject> = {};
  if (Object.keys(metadata).length > 0) entries["__metadata__"] = metadata;
  let offset = 0;
  for (const name of names) {
    const { dtype, shape, data } = tensors[name]!;
    entries[name] = { dtype, shape, data_offsets: [offset, offset += data.byteLength] };
  }
  const json = new TextEncoder().encode(canonicalJson(entries));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(PREFIX_BYTES + headerBytes + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  file.set(json, PREFIX_BYTES);
  let at = PREFIX_BYTES + headerBytes;
  for (const name of names) {
    const { data } = tensors[name]!;
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/**
 * Reads a file's bytes. The tensors are copies.
 * @throws CliError when the bytes are cut short, are no safetensors, or hold another element type than F32 and I32
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const fail = (found: string): never => {
    throw new CliError(`Cannot read safetensors: ${found}`, {
      hint: "The file is damaged or of another format: restore it or make it again",
    });
  };
  if (bytes.length < PREFIX_BYTES) fail(`expected at least 8 bytes, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  const start = PREFIX_BYTES + headerBytes;
  if (start > bytes.length) {
    fail(`its header should have ${headerBytes} bytes, and ${bytes.length - PREFIX_BYTES} follow`);
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, start)));
  } catch {
    fail("its header is not JSON");
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) {
    const { path, message } = header.error.issues[0]!;
    return fail(`its header is of another form: ${path.join(".") || "the whole"}: ${message}`);
  }
  const { __metadata__: metadata = {}, ...entries } = header.data;
  const tensors: Record<string, StoredTensor> = {};
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(entries)) {
    const expected = shape.reduce((product, length) => product * length, 1) * 4;
    if (to - from !== expected || start + to > bytes.length) {
      const found = Math.min(to, bytes.length - start) - from;
      fail(`tensor ${name} should have ${expected} bytes, got ${found}`);
    }
    const copy = bytes.slice(start + from, start + to).buffer;
    const data = dtype === "F32" ? new Float32Array(copy) : new Int32Array(copy);
    tensors[name] = { dtype, shape, data };
  }
  return { tensors, metadata };
}
