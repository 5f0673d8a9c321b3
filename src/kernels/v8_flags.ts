/**
 * Flags of V8 for the tasks that train: they make WebAssembly faster and change no bit of it, which `tests/engines` shows.
 * Bounds checks are left out, and pairs of 128-bit instructions become one of 256 bits; V8 can do the latter on x86-64 alone, and
 * refuses to start with a flag that it does not know.
 */
export const V8_FLAGS: readonly string[] = [
  "--no-wasm-bounds-checks",
  ...(Deno.build.arch === "x86_64" ? ["--experimental-wasm-revectorize"] : []),
];
