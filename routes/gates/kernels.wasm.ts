import { readKernels } from "../../src/kernels/kernels_file.ts";
import { define } from "../../src/web/define.ts";

export const handler = define.handlers({
  async GET() {
    return new Response(await readKernels(), { headers: { "content-type": "application/wasm" } });
  },
});
