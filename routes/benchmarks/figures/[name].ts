import { HttpError } from "fresh";
import { inferenceFigure } from "../../../src/bench/inference_text.ts";
import { define } from "../../../src/web/define.ts";
import { figureResponse } from "../../../src/web/figure_response.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const inference = await state.library.inference();
    if ("problem" in inference || params["name"] !== "inference-latency.svg") {
      throw new HttpError(404);
    }
    return figureResponse(inferenceFigure(inference).svg);
  },
});
