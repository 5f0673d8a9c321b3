import { HttpError } from "fresh";
import { dataFigures } from "../../../src/report/data_page.ts";
import type { Figures } from "../../../src/report/svg.ts";
import { define } from "../../../src/web/define.ts";
import { figureResponse } from "../../../src/web/figure_response.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const data = await state.library.data();
    const figures: Figures = "problem" in data ? {} : dataFigures(data);
    const name = params["name"]!;
    if (!Object.hasOwn(figures, name)) throw new HttpError(404);
    return figureResponse(figures[name]!.svg);
  },
});
