import { HttpError } from "fresh";
import { createHash } from "node:crypto";
import { define } from "../../../../src/web/define.ts";
import { figureOf } from "../../../../src/web/part_report.ts";

export const handler = define.handlers({
  async GET({ params, state }) {
    const { shown } = await state.library.read();
    const report = shown.find(({ profile }) => profile === params["profile"]);
    const figure = report && figureOf(report, params["name"]!);
    if (figure === undefined) throw new HttpError(404);
    // A figure carries its own style, so that it looks the same wherever it is taken: this one, and no other, is let in.
    const style = /<style>([^]*?)<\/style>/.exec(figure)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    return new Response(figure, {
      headers: {
        "content-type": "image/svg+xml; charset=utf-8",
        "content-security-policy":
          `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
      },
    });
  },
});
