/** Headers that keep a page to itself: nothing foreign, nothing inline, no frame, no referrer. */
import type { Context } from "fresh";
import type { SiteState } from "./define.ts";

/** Where pages, and the workers below them, compile WebAssembly and start workers; all others may not. */
const COMPUTING = /^\/(gates|reproduce)(\/|$)/;

/** Where releases of Fresh tell the nonce of the scripts that they have put into a page: in a header, or on the response itself. */
const NONCE_HEADER = "x-fresh-nonce", NONCE_SYMBOL = Symbol.for("__freshNonce");

function nonceOf(response: Response): string | null {
  const own: unknown = Reflect.get(response, NONCE_SYMBOL);
  return typeof own === "string" ? own : response.headers.get(NONCE_HEADER);
}

/** The policy of what a path leads to; a nonce lets in the scripts of the page that carry it. */
function policyOf(path: string, nonce: string | null = null): string {
  const computing = COMPUTING.test(path);
  const scripts = [
    "'self'",
    ...(computing ? ["'wasm-unsafe-eval'"] : []),
    ...(nonce === null ? [] : [`'nonce-${nonce}'`]),
  ];
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    ...(computing ? ["worker-src 'self'"] : []),
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The headers of a page that computes nothing: those of the error page. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": policyOf("/"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Sets the headers, but leaves a stricter policy that a route has set itself. Where the real Fresh has rendered a page with a
 * script inline, its nonce enters the policy and leaves the headers; the stand-in has none.
 */
export async function securityHeaders(context: Context<SiteState>): Promise<Response> {
  const response = await context.next();
  const { headers } = response;
  const nonce = nonceOf(response);
  headers.delete(NONCE_HEADER);
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", policyOf(context.url.pathname, nonce));
  }
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  return response;
}
