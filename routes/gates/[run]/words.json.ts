import { HttpError } from "fresh";
import { define } from "../../../src/web/define.ts";
import { findNetwork } from "../../../src/web/gate_page.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { network } = await findNetwork(state.gates, params["run"]!);
    if (network.metadata.vocabulary === undefined) {
      throw new HttpError(404, "This network reads loads and knows no words.");
    }
    return Response.json(await state.gates.words(network));
  },
});
