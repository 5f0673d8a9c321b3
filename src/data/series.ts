/**
 * A *series* is one value a minute, in kW, as a `Float32Array`; a missing value is NaN. On disk it is little-endian f32
 * without a header, and every NaN has the bits 0x7fc00000: only then is the file's sha256 a name for its content.
 */

/** The one bit pattern of a missing value: a quiet NaN without sign or payload. */
const MISSING_BITS = 0x7fc00000;

/** The canonical bytes of a series: 4 a value, little-endian, each NaN as {@link MISSING_BITS}. */
export function encodeSeries(series: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * series.length));
  for (let i = 0; i < series.length; i++) {
    const value = series[i]!;
    if (Number.isNaN(value)) view.setUint32(4 * i, MISSING_BITS, true);
    else view.setFloat32(4 * i, value, true);
  }
  return new Uint8Array(view.buffer);
}

/**
 * The series in canonical bytes.
 * @throws RangeError when the bytes are not a whole number of f32 values
 */
export function decodeSeries(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (bytes.length % 4 !== 0) {
    throw new RangeError(
      `Cannot read a series: expected a multiple of 4 bytes, got ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/**
 * Reads a canonical series from a file; its hash is the business of whoever opened the data set.
 * @throws RangeError when the file is not a whole number of f32 values
 */
export async function readSeries(path: string): Promise<Float32Array<ArrayBuffer>> {
  return decodeSeries(await Deno.readFile(path));
}
