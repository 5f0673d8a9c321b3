import { HttpError } from "fresh";
import { define } from "../../../../src/web/define.ts";
import { figureResponse } from "../../../../src/web/figure_response.ts";
import { figureOf } from "../../../../src/web/part_report.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { shown } = await state.library.read();
    const report = shown.find(({ profile }) => profile === params["profile"]);
    const figure = report && figureOf(report, params["name"]!);
    if (figure === undefined) throw new HttpError(404);
    return figureResponse(figure);
  },
});
