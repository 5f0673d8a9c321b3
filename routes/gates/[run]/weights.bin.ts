import { packWeightsFile, unseenWeights } from "../../../src/explorer/weights_file.ts";
import { define } from "../../../src/web/define.ts";
import { findNetwork } from "../../../src/web/gate_page.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { network } = await findNetwork(state.gates, params["run"]!);
    const leftOut = unseenWeights(network.card);
    return new Response(packWeightsFile(await state.gates.weights(network), leftOut), {
      headers: { "content-type": "application/octet-stream" },
    });
  },
});
