import { createHash } from "node:crypto";

/** An SVG figure as a response. It carries its own style, so that it looks the same wherever it is taken: that one, and no other, is let in. */
export function figureResponse(figure: string): Response {
  const style = /<style>([^]*?)<\/style>/.exec(figure)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  return new Response(figure, {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
    },
  });
}
