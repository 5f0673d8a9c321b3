import { HttpError } from "fresh";
import { define } from "../../../src/web/define.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const file = await state.training.read(params["name"]!);
    if (file === undefined) throw new HttpError(404);
    return new Response(file.content, { headers: { "content-type": file.type } });
  },
});
