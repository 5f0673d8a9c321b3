/** Prints the V8 flags of the tasks that train, as `deno run --v8-flags=` takes them. */
import { V8_FLAGS } from "../src/kernels/v8_flags.ts";

console.log(V8_FLAGS.join(","));
