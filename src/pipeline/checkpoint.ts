/**
 * The frame around a checkpoint, which tells a whole one from one that was cut short or has a flipped bit:
 *
 *     8 bytes   "UNROLLC1"
 *     8 bytes   length of the content, little-endian
 *     32 bytes  sha256 of the content
 *     the content
 */
import { sha256 } from "../core/sha256.ts";

const MAGIC = new TextEncoder().encode("UNROLLC1");
const HEADER_BYTES = 48;

/** `content` in a frame. */
export function frameCheckpoint(content: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEADER_BYTES + content.length);
  framed.set(MAGIC);
  new DataView(framed.buffer).setBigUint64(8, BigInt(content.length), true);
  framed.set(Uint8Array.fromHex(sha256(content)), 16);
  framed.set(content, HEADER_BYTES);
  return framed;
}

/** The content of a frame. Throws an `Error` that says what is wrong with a damaged one. */
export function unframeCheckpoint(framed: Uint8Array): Uint8Array {
  if (framed.length < HEADER_BYTES) {
    throw new Error(`expected at least ${HEADER_BYTES} bytes, got ${framed.length}`);
  }
  if (MAGIC.some((byte, index) => framed[index] !== byte)) {
    throw new Error("it does not begin as a checkpoint does");
  }
  const content = framed.subarray(HEADER_BYTES);
  const length = new DataView(framed.buffer, framed.byteOffset).getBigUint64(8, true);
  if (length !== BigInt(content.length)) {
    throw new Error(`expected ${length} bytes of content, got ${content.length}`);
  }
  if (framed.subarray(16, HEADER_BYTES).toHex() !== sha256(content)) {
    throw new Error("its content does not match its sha256");
  }
  return content;
}
